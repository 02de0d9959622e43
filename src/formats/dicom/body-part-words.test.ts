import { describe, expect, test } from 'vitest';
import { BODY_PARTS } from '#volume/body-part.ts';
import { partsInWords } from './body-part-words.ts';

/** DICOM PS3.16, Annex L: every defined term for Body Part Examined of people, as of 2016. */
const TERMS = `ABDOMEN ABDOMENPELVIS ADRENAL ANKLE AORTA ARM AXILLA BACK BLADDER BRAIN BREAST BRONCHUS BUTTOCK CALCANEUS CALF CAROTID
  CEREBELLUM CERVIX CHEEK CHEST CHESTABDOMEN CHESTABDPELVIS CIRCLEOFWILLIS CLAVICLE COCCYX COLON CORNEA CORONARYARTERY CSPINE CTSPINE
  DUODENUM EAR ELBOW ESOPHAGUS EXTREMITY EYE EYELID FACE FEMUR FINGER FOOT GALLBLADDER HAND HEAD HEADNECK HEART HIP HUMERUS IAC ILEUM
  ILIUM JAW JEJUNUM KIDNEY KNEE LARYNX LEG LIVER LSPINE LSSPINE LUNG MAXILLA MEDIASTINUM MOUTH NECK NECKCHEST NECKCHESTABDOMEN
  NECKCHESTABDPELV NOSE ORBIT OVARY PANCREAS PAROTID PATELLA PELVIS PENIS PHARYNX PROSTATE RADIUS RADIUSULNA RECTUM RIB SCALP SCAPULA
  SCLERA SCROTUM SHOULDER SKULL SPINE SPLEEN SSPINE STERNUM STOMACH SUBMANDIBULAR TESTIS THIGH THUMB THYMUS THYROID TIBIA TIBIAFIBULA
  TLSPINE TMJ TOE TONGUE TRACHEA TSPINE ULNA URETER URETHRA UTERUS VAGINA VULVA WHOLEBODY WRIST ZYGOMA`;

test('every defined term of DICOM is of a part', () => {
  expect(TERMS.split(/\s+/).filter((term) => partsInWords(term).length === 0)).toEqual([]);
});

/** Those that the words were made with. */
test.each([
  ['ABDOMEN', 'abdomen'],
  ['CHEST', 'chest'],
  ['THORAX', 'chest'],
  ['HEAD', 'head'],
  ['BRAIN', 'head'],
  ['KNEE', 'limbs'],
  ['PELVIS', 'pelvis'],
  ['CHEST_TO_PELVIS', 'chest abdomen pelvis'],
  ['CT Abdomen^WithContrast', 'abdomen'],
  ['CHESTABDPELVIS', 'chest abdomen pelvis'],
  ['NECKCHESTABDPELV', 'neck chest abdomen pelvis'],
  ['ABDOMENPELVIS', 'abdomen pelvis'],
  ['HEADNECK', 'head neck'],
  ['CSPINE', 'neck spine'],
  ['C-SPINE', 'neck spine'],
  ['L SPINE', 'abdomen spine'],
  ['AbdomenPelvis 5.0 B30f', 'abdomen pelvis'],
  ['CT CAP w/ contrast', 'chest abdomen pelvis'],
  ['t2_tse_sag_knie', 'limbs'],
  ['Schädel nativ', 'head'],
  ['IRM du genou', 'limbs'],
  ['tórax y abdomen', 'chest abdomen'],
  ['TC addome superiore', 'abdomen'],
  ['胸腹部平扫', 'chest abdomen'],
  ['颈椎', 'neck spine'],
  ['骨盤', 'pelvis'],
  ['복부 CT', 'abdomen'],
  ['skull base to mid-thigh', 'whole-body'],
])('%s is of %s', (text, parts) => {
  expect(partsInWords(text).join(' ')).toBe(parts);
});

describe('what says nothing of a part', () => {
  test.each([
    ...[
      '',
      'BODY',
      'UNKNOWN',
      'PARTIALBODY',
      'STANDARD',
      'CT series',
      'Body 5.0 CE',
      'AP',
      'Localizer',
      'DWI b1000',
    ],
    ...[
      'Head First Supine',
      'BODY COIL',
      'HEAD COIL',
      'rectangular FOV',
      'cranio-caudal',
      'temporal resolution',
    ],
    ...['Manual', 'Kernel B30f', 'patient', 'Capture', 'Ventral', 'RECON 2', 'T1 TSE TRA', 'AXIAL', 'AX FS'],
  ])('“%s”', (text) => expect(partsInWords(text)).toEqual([]));
});

test('a head of something else is no head', () => {
  expect(partsInWords('femoral head')).toEqual(['limbs']);
  expect(partsInWords('Pancreatic head protocol')).toEqual(['abdomen']);
});

test('any text gives parts, each once and in their order, in time', () => {
  for (const text of [`${'CHEST'.repeat(4000)}X`, 'ABDPEL'.repeat(3000), '腹'.repeat(5000)]) {
    const parts = partsInWords(text);
    expect(BODY_PARTS.filter((part) => parts.includes(part))).toEqual(parts);
  }
});
