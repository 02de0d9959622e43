import type { Code } from '#formats/dicom-segments.ts';

/** What an object is, in codes: DICOM PS3.16, CID 7150 for the category, 7151 and others for the type. */
export interface StructureCodes {
  readonly category: Code;
  readonly type: Code;
  /** On which side of the patient. */
  readonly side: Code | undefined;
}

const ANATOMY: Code = { value: '91723000', meaning: 'Anatomical Structure' };
const ABNORMAL: Code = { value: '49755003', meaning: 'Morphologically Abnormal Structure' };
const TISSUE: Code = { value: '85756007', meaning: 'Tissue' };
const SIDES: Readonly<Record<string, Code>> = {
  left: { value: '7771000', meaning: 'Left' },
  right: { value: '24028007', meaning: 'Right' },
};

const ORGANS: Readonly<Record<string, Code>> = byName([
  ['spleen', '78961009', 'Spleen'],
  ['kidney', '64033007', 'Kidney'],
  ['gallbladder', '28231008', 'Gallbladder'],
  ['esophagus', '32849002', 'Esophagus'],
  ['liver', '10200004', 'Liver'],
  ['stomach', '69695003', 'Stomach'],
  ['aorta', '15825003', 'Aorta'],
  ['inferior vena cava', '64131007', 'Inferior vena cava'],
  ['pancreas', '15776009', 'Pancreas'],
  ['adrenal gland', '23451007', 'Adrenal gland'],
  ['duodenum', '38848004', 'Duodenum'],
  ['urinary bladder', '89837001', 'Bladder'],
  ['bladder', '89837001', 'Bladder'],
  ['prostate', '41216001', 'Prostate'],
  ['uterus', '35039007', 'Uterus'],
  ['lung', '39607008', 'Lung'],
  ['heart', '80891009', 'Heart'],
  ['brain', '12738006', 'Brain'],
  ['colon', '71854001', 'Colon'],
  ['small intestine', '30315005', 'Small intestine'],
  ['small bowel', '30315005', 'Small intestine'],
  ['rectum', '34402009', 'Rectum'],
  ['trachea', '44567001', 'Trachea'],
  ['femur', '71341001', 'Femur'],
  ['portal vein', '32764006', 'Portal vein'],
  ['splenic vein', '35819009', 'Splenic vein'],
  ['superior vena cava', '48345005', 'Superior vena cava'],
  ['pulmonary artery', '81040000', 'Pulmonary artery'],
  ['vertebra', '51282000', 'Vertebra'],
  ['spine', '421060004', 'Spine'],
  ['spinal cord', '2748008', 'Spinal cord'],
  ['rib', '113197003', 'Rib'],
  ['sternum', '56873002', 'Sternum'],
  ['sacrum', '54735007', 'Sacrum'],
  ['skull', '89546000', 'Skull'],
  ['mandible', '91609006', 'Mandible'],
  ['hippocampus', '5366008', 'Hippocampus'],
  ['parotid gland', '45289007', 'Parotid gland'],
  ['eye', '81745001', 'Eye'],
]);

const ABNORMALITIES: Readonly<Record<string, Code>> = byName([
  ['tumor', '108369006', 'Neoplasm'],
  ['tumour', '108369006', 'Neoplasm'],
  ['neoplasm', '108369006', 'Neoplasm'],
  ['cyst', '367643001', 'Cyst'],
  ['edema', '79654002', 'Edema'],
  ['hematoma', '35566002', 'Hematoma'],
]);

function byName(rows: readonly (readonly [name: string, value: string, meaning: string])[]) {
  return Object.fromEntries(rows.map(([name, value, meaning]) => [name, { value, meaning }]));
}

/** What an object called `title` is: tissue, where the name is none of the few whose codes are known. */
export function structureCodes(title: string): StructureCodes {
  const plain = title.toLowerCase().replace(/\s*\(\d+\)$/, '');
  const side = /^(left|right)\s+/.exec(plain)?.[1];
  const name = side ? plain.slice(side.length).trim() : plain;
  const organ = own(ORGANS, name);
  const abnormality = own(ABNORMALITIES, name);
  if (!organ && !abnormality) return { category: TISSUE, type: TISSUE, side: undefined };
  return {
    category: organ ? ANATOMY : ABNORMAL,
    type: organ ?? abnormality ?? TISSUE,
    side: side === undefined ? undefined : SIDES[side],
  };
}

function own(table: Readonly<Record<string, Code>>, name: string): Code | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
