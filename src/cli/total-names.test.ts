import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { vocabularyOf } from '#convert/nnunet/vocabulary-of.ts';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import { readRequest } from '#prompt/read-prompt.ts';

interface Recipe {
  readonly task: number;
  readonly classes: readonly string[];
}
const RECIPES: { readonly models: readonly Recipe[] } = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../public/models/recipes.json', import.meta.url)), 'utf8'),
);

/**
 * What a class is called, its side aside: English, German and Latin, as textbooks do (Terminologia Anatomica for the Latin, with the
 * ending of its side: of a masculine, feminine or neuter noun, or of one in the genitive).
 */
const NAMES: Readonly<Record<string, readonly [en: string, de: string, la: string]>> = {
  spleen: ['spleen', 'Milz', 'lien'],
  gallbladder: ['gallbladder', 'Gallenblase', 'vesica biliaris'],
  liver: ['liver', 'Leber', 'hepar'],
  stomach: ['stomach', 'Magen', 'gaster'],
  pancreas: ['pancreas', 'Bauchspeicheldrüse', 'pancreas'],
  esophagus: ['oesophagus', 'Speiseröhre', 'oesophagus'],
  trachea: ['windpipe', 'Luftröhre', 'trachea'],
  thyroid_gland: ['thyroid', 'Schilddrüse', 'glandula thyroidea'],
  small_bowel: ['small intestine', 'Dünndarm', 'intestinum tenue'],
  duodenum: ['duodenum', 'Zwölffingerdarm', 'duodenum'],
  colon: ['colon', 'Kolon', 'colon'],
  urinary_bladder: ['bladder', 'Harnblase', 'vesica urinaria'],
  prostate: ['prostate', 'Prostata', 'prostata'],
  sacrum: ['sacrum', 'Kreuzbein', 'os sacrum'],
  heart: ['heart', 'Herz', 'cor'],
  aorta: ['aorta', 'Hauptschlagader', 'aorta'],
  pulmonary_vein: ['pulmonary veins', 'Lungenvenen', 'venae pulmonales'],
  brachiocephalic_trunk: ['innominate artery', 'Truncus brachiocephalicus', 'truncus brachiocephalicus'],
  superior_vena_cava: ['SVC', 'obere Hohlvene', 'vena cava superior'],
  inferior_vena_cava: ['IVC', 'untere Hohlvene', 'vena cava inferior'],
  portal_vein_and_splenic_vein: [
    'portal vein and splenic vein',
    'Pfortader und Milzvene',
    'vena portae et vena splenica',
  ],
  spinal_cord: ['spinal cord', 'Rückenmark', 'medulla spinalis'],
  brain: ['brain', 'Gehirn', 'encephalon'],
  skull: ['skull', 'Schädel', 'cranium'],
  sternum: ['breastbone', 'Brustbein', 'sternum'],
  costal_cartilages: ['costal cartilages', 'Rippenknorpel', 'cartilagines costales'],
  vertebrae: ['vertebrae', 'Wirbel', 'vertebrae'],
  intervertebral_discs: ['intervertebral discs', 'Bandscheiben', 'disci intervertebrales'],
  kidney: ['kidney', 'Niere', 'ren {m}'],
  adrenal_gland: ['adrenal gland', 'Nebenniere', 'glandula suprarenalis {f}'],
  lung: ['lung', 'Lunge', 'pulmo {m}'],
  lung_upper_lobe: ['lung upper lobe', 'Oberlappen der Lunge', 'lobus superior pulmonis {g}'],
  lung_middle_lobe: ['lung middle lobe', 'Mittellappen der Lunge', 'lobus medius pulmonis {g}'],
  lung_lower_lobe: ['lung lower lobe', 'Unterlappen der Lunge', 'lobus inferior pulmonis {g}'],
  kidney_cyst: ['kidney cyst', 'Nierenzyste', 'cystis renalis {f}'],
  subclavian_artery: ['subclavian artery', 'Schlüsselbeinarterie', 'arteria subclavia {f}'],
  common_carotid_artery: ['common carotid artery', 'Halsschlagader', 'arteria carotis communis {f}'],
  brachiocephalic_vein: ['brachiocephalic vein', 'Vena brachiocephalica', 'vena brachiocephalica {f}'],
  atrial_appendage: ['atrial appendage', 'Herzohr', 'auricula {f}'],
  iliac_artery: ['common iliac artery', 'Beckenarterie', 'arteria iliaca communis {f}'],
  iliac_vena: ['common iliac vein', 'Beckenvene', 'vena iliaca communis {f}'],
  humerus: ['humerus', 'Oberarmknochen', 'humerus {m}'],
  scapula: ['shoulder blade', 'Schulterblatt', 'scapula {f}'],
  clavicula: ['collarbone', 'Schlüsselbein', 'clavicula {f}'],
  femur: ['femur', 'Oberschenkelknochen', 'femur {n}'],
  hip: ['hip bone', 'Hüftbein', 'os coxae {n}'],
  gluteus_maximus: ['gluteus maximus', 'großer Gesäßmuskel', 'musculus gluteus maximus {m}'],
  gluteus_medius: ['gluteus medius', 'mittlerer Gesäßmuskel', 'musculus gluteus medius {m}'],
  gluteus_minimus: ['gluteus minimus', 'kleiner Gesäßmuskel', 'musculus gluteus minimus {m}'],
  autochthon: ['autochthonous back muscles', 'autochthone Rückenmuskulatur', 'musculus erector spinae {m}'],
  iliopsoas: ['iliopsoas', 'Hüftbeuger', 'musculus iliopsoas {m}'],
};

const SIDES = {
  left: { de: 'links', m: 'sinister', f: 'sinistra', n: 'sinistrum', g: 'sinistri' },
  right: { de: 'rechts', m: 'dexter', f: 'dextra', n: 'dextrum', g: 'dextri' },
} as const;

type Ending = 'm' | 'f' | 'n' | 'g';

const ORDINALS = [
  ['first', 'erster'],
  ['second', 'zweiter'],
  ['third', 'dritter'],
  ['fourth', 'vierter'],
  ['fifth', 'fünfter'],
  ['sixth', 'sechster'],
  ['seventh', 'siebter'],
  ['eighth', 'achter'],
  ['ninth', 'neunter'],
  ['tenth', 'zehnter'],
  ['eleventh', 'elfter'],
  ['twelfth', 'zwölfter'],
] as const;

const SPINE = {
  C: ['cervical', 'Halswirbel', 'cervicalis'],
  T: ['thoracic', 'Brustwirbel', 'thoracica'],
  L: ['lumbar', 'Lendenwirbel', 'lumbalis'],
  S: ['sacral', 'Sakralwirbel', 'sacralis'],
} as const;

/** Texts that a class has to be found by. */
function textsOf(label: string): readonly string[] {
  const vertebra = /^vertebrae_([CTLS])(\d+)$/.exec(label);
  if (vertebra) return vertebraTexts(vertebra[1] as keyof typeof SPINE, Number(vertebra[2]));
  const rib = /^rib_(left|right)_(\d+)$/.exec(label);
  if (rib) return ribTexts(rib[1] as keyof typeof SIDES, Number(rib[2]));
  const [, base = label, side] = /^(.*)_(left|right)$/.exec(label) ?? [];
  const names = NAMES[base];
  if (!names) throw new Error(`${label} has no names here.`);
  return side ? sidedTexts(names, side as keyof typeof SIDES) : [...names, `the ${names[0]}`];
}

function sidedTexts([en, de, la]: readonly [string, string, string], side: keyof typeof SIDES) {
  const [, part, whole] = /^(lung) (.+)$/.exec(en) ?? [];
  const turned = part && whole ? [`${whole} of the ${side} ${part}`, `${side} ${whole} of the ${part}`] : [];
  return [
    ...[`${side} ${en}`, `the ${side} ${en}`, `${en} ${side}`, `${en}, ${side}`, ...turned],
    ...[`${de} ${SIDES[side].de}`, la.replace(/\{([mfng])\}/, (_, ending: Ending) => SIDES[side][ending])],
  ];
}

function vertebraTexts(part: keyof typeof SPINE, n: number): readonly string[] {
  const [en, de, la] = SPINE[part];
  const [first, erster] = ORDINALS[n - 1] ?? ['', ''];
  return [
    ...[`${part}${n}`, `${part}${n} vertebra`, `vertebra ${part}${n}`, `${part.toLowerCase()}${n}`],
    ...[`${first} ${en} vertebra`, `${de} ${n}`, `${n}. ${de}`, `${erster} ${de}`],
    `vertebra ${la} ${n}`,
  ];
}

function ribTexts(side: keyof typeof SIDES, n: number): readonly string[] {
  const [first] = ORDINALS[n - 1] ?? [''];
  const latin = side === 'left' ? 'sinistra' : 'dextra';
  return [
    ...[
      `${side} rib ${n}`,
      `${first} left rib`.replace('left', side),
      `${side} ${first} rib`,
      `rib ${n} ${side}`,
    ],
    ...[`${n}. Rippe ${SIDES[side].de}`, `Rippe ${n} ${SIDES[side].de}`, `costa ${n} ${latin}`],
  ];
}

describe.each([297, 852])('of the classes of task %i', (task) => {
  const classes = RECIPES.models.find((each) => each.task === task)?.classes ?? [];
  const { structures, groups } = vocabularyOf(['background', ...classes]);
  const known = structures as unknown as readonly Structure[];
  const grouped = groups as unknown as readonly StructureGroup[];

  test('each is found by its English, German and Latin names, on either side', () => {
    expect(classes.length).toBe(task === 297 ? 117 : 50);
    const missed = classes.flatMap((label, n) => {
      const { id, name } = structures[n] ?? {};
      return [...textsOf(label), label, name ?? ''].flatMap((text) => {
        const read = attempt(() =>
          readRequest(text, known, grouped).prompts.map(({ structure }) => structure),
        );
        return read.length === 1 && read[0] === id
          ? []
          : [`${text} → ${read.join(' + ') || 'nothing'}, not ${id}`];
      });
    });
    expect(missed).toEqual([]);
  });
});

function attempt<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch {
    return [];
  }
}
