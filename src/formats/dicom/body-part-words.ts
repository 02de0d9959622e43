import { type BodyPart, inOrder } from '#volume/body-part.ts';

/**
 * Words for parts of the body, without accents and in capitals; of several languages what people call examinations by. First the defined
 * terms for Body Part Examined that are words of their own (DICOM PS3.16, Annex L); terms that are put together of others, such as
 * CHESTABDPELVIS, are taken apart.
 */
const WORDS: Readonly<Record<string, string>> = {
  head: `HEAD BRAIN SKULL CEREBELLUM CIRCLEOFWILLIS EAR EYE EYELID CORNEA SCLERA ORBIT ORBITS FACE FACIAL CHEEK JAW MAXILLA MANDIBLE
    MOUTH NOSE SCALP TMJ ZYGOMA IAC IACS SELLA PITUITARY HYPOPHYSIS MAXILLOFACIAL TEETH TOOTH SINUS SINUSES PARANASAL MASTOID PETROUS DENTAL CRANIUM
    CRANE CRANIO NEURO NEUROCRANIUM STROKE HIPPOCAMPUS KOPF SCHADEL GEHIRN HIRN FELSENBEIN NNH TETE CERVEAU ENCEPHALE CABEZA CRANEO CEREBRO
    TESTA ENCEFALO CERVELLO CABECA HOOFD SCHEDEL HERSENEN HERSEN GLOWA GLOWY MOZG HUVUD HJARNA HOVED HJERNE PAA AIVOT ГОЛОВА ГОЛОВЫ
    ГОЛОВНОГО МОЗГ МОЗГА`,
  neck: `NECK LARYNX THYROID CAROTIDS HALS COU CUELLO COLLO PESCOCO NEK SZYJA SZYI KAULA ШЕЯ ШЕИ`,
  'head neck': `PAROTID SUBMANDIBULAR TONGUE PHARYNX NASOPHARYNX OROPHARYNX CAROTID SALIVARY`,
  'neck chest': `TRACHEA`,
  chest: `CHEST THORAX THORACIC LUNG LUNGS MEDIASTINUM BRONCHUS BREAST BREASTS STERNUM RIB RIBS THYMUS ESOPHAGUS OESOPHAGUS CLAVICLE
    CLAVICLES PULMONARY PULMO HRCT TORAX TORACE BRUST LUNGE POUMON POUMONS PULMON POLMONE BORSTKAS KLATKA BROST ГРУДНОЙ ГРУДЬ ОГК`,
  'neck chest limbs': `BRACHIAL`,
  'chest limbs': `AXILLA SCAPULA`,
  heart: `HEART CARDIAC CARDIO CORONARY CORONARYARTERY CORONARIES HERZ COEUR CORAZON CUORE CORACAO HART HJARTA HJERTE СЕРДЦЕ СЕРДЦА`,
  abdomen: `ABDOMEN ABD ABDO ABDOMINAL LIVER PANCREAS SPLEEN KIDNEY KIDNEYS RENAL HEPATIC ADRENAL ADRENALS GALLBLADDER BILIARY MRCP
    STOMACH DUODENUM JEJUNUM EPIGASTRIUM OBERBAUCH BAUCH LEBER NIERE NIEREN NEBENNIERE NEBENNIEREN FOIE REIN REINS HIGADO ADDOME ADDOMINALE FEGATO ABDOME
    FIGADO BUIK LEVER BRZUCH BRZUCHA BRZUSZNA BRZUSZNEJ WATROBA BUK VATSA БРЮШНОЙ ЖИВОТ ПЕЧЕНЬ ПЕЧЕНИ ОБП`,
  'abdomen pelvis': `KUB COLON COLONOGRAPHY ILEUM ENTEROGRAPHY ENTEROCLYSIS URETER URETERS UROGRAPHY UROGRAM CTU MRU IVU BOWEL KOLON SELLINK ENTERO`,
  pelvis: `PELVIS PELVIC PELV PEL BLADDER PROSTATE UTERUS OVARY OVARIES RECTUM CERVIX VAGINA VULVA PENIS SCROTUM TESTIS URETHRA BUTTOCK RECTAL BECKEN PROSTATA BASSIN BACINO PELVI
    PELVE BEKKEN MIEDNICA MIEDNICY BACKEN LANTIO ТАЗ ТАЗА`,
  'pelvis limbs': `HIP HIPS ILIUM HUFTE HUFTEN HANCHE CADERA ANCA QUADRIL HEUP BIODRO`,
  spine: `SPINE SPINAL VERTEBRA VERTEBRAE BACK WIRBELSAULE RACHIS COLUMNA RACHIDE COLUNA WERVELKOLOM KREGOSLUP RYGGRAD MYELO MYELOGRAPHY ПОЗВОНОЧНИК ПОЗВОНОЧНИКА`,
  'neck spine': `CSPINE CERVICAL HWS`,
  'chest spine': `TSPINE BWS`,
  'neck chest spine': `CTSPINE`,
  'abdomen spine': `LSPINE LUMBAR LWS LENDENWIRBELSAULE LOMBAIRE`,
  'chest abdomen spine': `TLSPINE THORACOLUMBAR`,
  'abdomen pelvis spine': `LSSPINE LUMBOSACRAL`,
  'pelvis spine': `SSPINE SACRUM SACRAL COCCYX SACROILIAC SIJ ISG`,
  limbs: `ANKLE ARM ARMS CALCANEUS CALF ELBOW EXTREMITY EXTREMITIES EXTREM FEMUR FEMORAL FINGER FINGERS FOOT FEET FOREARM FOREFOOT HAND HANDS HUMERUS
    HUMERAL KNEE KNEES LEG LEGS PATELLA RADIUS RADIUSULNA ULNA SHOULDER SHOULDERS THIGH THIGHS THUMB TIBIA TIBIAFIBULA FIBULA TOE TOES WRIST WRISTS LIMB LIMBS
    KNIE SCHULTER FUSS HANDGELENK SPRUNGGELENK ELLENBOGEN UNTERSCHENKEL OBERSCHENKEL GENOU GENOUX EPAULE CHEVILLE POIGNET PIED COUDE RODILLA
    RODILLAS HOMBRO TOBILLO MUNECA CODO GINOCCHIO SPALLA CAVIGLIA POLSO PIEDE GOMITO JOELHO OMBRO TORNOZELO PUNHO SCHOUDER ENKEL POLS KOLANO BARK KNA POLVI КОЛЕНО
    КОЛЕННОГО`,
  'abdomen pelvis limbs': `RUNOFF`,
  'chest abdomen': `AORTA AORTIC`,
  'chest abdomen pelvis': `CAP TAP NCAP TRUNK TORSO CHAPEL TAVI TAVR`,
  'whole-body': `WHOLEBODY WB WBCT TOTALBODY GANZKORPER PANSCAN POLYTRAUMA`,
};

/** Beginnings of words in their other endings. */
const STEMS: Readonly<Record<string, string>> = {
  head: 'CEREBR CRANI INTRACRAN ENCEPH ORBIT',
  neck: 'LARYN THYROID',
  chest: 'THORA PULMON MEDIASTIN BRONCH ESOPHAG',
  heart: 'CARDI CORONAR',
  abdomen: 'ABDOM HEPAT PANCREA SPLEN NEPHR',
  'abdomen pelvis': 'UROGRA COLONOGRA ENTEROGRA',
  pelvis: 'PELVI PROSTAT',
  spine: 'VERTEBR SPONDYL',
};

/** What is read as a whole before words are, and what it is of: '' is nothing. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:HEAD|BODY|KNEE|NECK|SPINE|SHOULDER|CARDIAC|TORSO) (?:COIL|MATRIX|ARRAY)S?\b/g, ''],
  [
    /\b(?:HEAD|FEET|FOOT) FIRST\b|\bCRANIO ?CAUDAL\b|\bBACK ?PROJECTION\b|\bTEMPORAL (?:RESOLUTION|AVERAGE)\b/g,
    '',
  ],
  [/\bTEMPORAL (?:BONE|LOBE)S?\b/g, 'head'],
  [/\b(?:HEAD|CAUDA|TAIL) OF (?:THE )?PANCREAS\b|\bPANCREATIC HEAD\b/g, 'abdomen'],
  [
    /\b(?:FEMORAL|HUMERAL|RADIAL) (?:HEAD|NECK)S?\b|\b(?:HEAD|NECK) OF (?:THE )?(?:FEMUR|HUMERUS)\b/g,
    'limbs',
  ],
  [/\bGALL BLADDER\b/g, 'abdomen'],
  [/\bCIRCLE OF WILLIS\b/g, 'head'],
  [/\b(?:C|CERV|CERVICAL) (?:SPINE|SPN|SP)\b/g, 'neck spine'],
  [/\b(?:T|TH|THOR|THORACIC|DORSAL) (?:SPINE|SPN|SP)\b/g, 'chest spine'],
  [/\b(?:L|LUM|LUMB|LUMBAR) (?:SPINE|SPN|SP)\b/g, 'abdomen spine'],
  [/\b(?:LS|L S|LUMBO ?SACRAL) (?:SPINE|SPN)\b/g, 'abdomen pelvis spine'],
  [/\b(?:WHOLE|TOTAL|ENTIRE|FULL) BODY\b|\bCORPS ENTIER\b|\bCUERPO ENTERO\b/g, 'whole-body'],
  [/\bSKULL (?:BASE )?(?:TO|THRU|THROUGH) (?:MID )?(?:THIGHS?|KNEES?)\b/g, 'whole-body'],
  [/\b(?:CHEST|NECK|HEAD|THORAX) (?:TO|THRU|THROUGH) (?:THE )?PELVIS\b/g, 'chest abdomen pelvis'],
  [/\bC A P\b/g, 'chest abdomen pelvis'],
  [/\bKLATKI PIERSIOWEJ\b|\bPARED TORACICA\b/g, 'chest'],
];

/** Scripts without blanks, and Korean, whose words take endings: found anywhere. Longer ones first. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/全身|전신/g, 'whole-body'],
  [/[颈頸頚]椎|경추/g, 'neck spine'],
  [/胸椎|흉추/g, 'chest spine'],
  [/腰椎|요추/g, 'abdomen spine'],
  [/骶|仙骨|尾骨/g, 'pelvis spine'],
  [/脊柱|脊椎|척추/g, 'spine'],
  [/[头頭颅頭脑脳腦]|眼眶|鼻窦|副鼻腔|두부|머리|뇌/g, 'head'],
  [/[颈頸頚]|甲状腺|경부|목/g, 'neck'],
  [/心[脏臓臟]|冠状?动脉|冠動脈|冠脉|심장/g, 'heart'],
  [/胸|[肺]|흉부|가슴|폐/g, 'chest'],
  [/腹|[肝胰脾]|膵|[肾腎]|胆|복부|간|신장/g, 'abdomen'],
  [/盆腔|骨盆|骨盤|膀胱|前列腺|子宫|子宮|골반/g, 'pelvis'],
  [/[膝踝肘腕]|肩|四肢|[髋髖]|股関節|무릎|어깨|발목/g, 'limbs'],
];

/** Longer texts are no descriptions, and longer words no terms: DICOM's own have 64 letters and 16. */
const MOST_LETTERS = 256;
const LONGEST_WORD = 40;

const KNOWN = tableOf(WORDS);
const BEGINNINGS = tableOf(STEMS);
/** What terms are put together of; shorter ones are in too many other words. */
const LINKS = [...KNOWN].filter(([word]) => /^[A-Z]{3,}$/.test(word) && word !== 'EAR' && word !== 'ARM');

/**
 * The parts of the body that `text` speaks of: a value of Body Part Examined, or what a scanner or a person calls a series, protocol or
 * study. Empty where no word of it is known: “BODY” and “STANDARD” say nothing.
 */
export function partsInWords(text: string): readonly BodyPart[] {
  const found = new Set<BodyPart>();
  const add = (parts: string) => {
    for (const part of parts.split(' ')) if (part) found.add(part as BodyPart);
  };
  let rest = plain(text.slice(0, MOST_LETTERS));
  for (const [pattern, parts] of [...PHRASES, ...SIGNS]) {
    rest = rest.replace(pattern, () => {
      add(parts);
      return ' ';
    });
  }
  for (const word of rest.split(' ')) add(partsOfWord(word));
  return inOrder(found);
}

function partsOfWord(word: string): string {
  const own = KNOWN.get(word);
  if (own !== undefined) return own;
  const [, begun] = [...BEGINNINGS].find(([stem]) => word.startsWith(stem)) ?? [];
  return apart(word) ?? begun ?? '';
}

/** Of a word put together of known ones alone: NECKCHESTABDPELV. */
function apart(word: string): string | undefined {
  if (word.length < 6 || word.length > LONGEST_WORD) return undefined;
  for (const [link, parts] of LINKS) {
    if (!word.startsWith(link) || word.length === link.length) continue;
    const rest = word.slice(link.length);
    const others = KNOWN.get(rest) ?? apart(rest);
    if (others !== undefined) return `${parts} ${others}`;
  }
  return undefined;
}

/** Capitals without accents; whatever is no letter is a blank, and so is where a word in small letters is followed by a capital one. */
function plain(text: string): string {
  return text
    .replace(/(\p{Ll}\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[łŁ]/g, 'L')
    .replace(/ß/g, 'SS')
    .replace(/œ/g, 'oe')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .toUpperCase()
    .replace(/\P{L}+/gu, ' ')
    .trim();
}

function tableOf(words: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(words).flatMap(([parts, list]) =>
      list
        .trim()
        .split(/\s+/)
        .map((word) => [word, parts] as const),
    ),
  );
}
