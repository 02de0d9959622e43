import { nameKey, withoutFiller } from './normalize.ts';

interface OtherPack {
  readonly id: string;
  readonly name: string;
  /** By `nameKey`, without sides. */
  readonly trainedOn: ReadonlySet<string>;
}

/** What the published training data of MedImageParse 3D has labels for, in the words that people use for it. */
const MEDIMAGEPARSE_3D = `
spleen|kidney|gallbladder|esophagus|liver|stomach|aorta|inferior vena cava|pancreas|adrenal gland|duodenum|urinary bladder|bladder
prostate|uterus|prostate and uterus|small bowel|small intestine|colon|large bowel|rectum|lung|lung lobe|upper lobe|middle lobe|lower lobe
trachea|thyroid|thyroid gland|kidney cyst|renal cyst|heart|atrium|atria|ventricle|heart atrium|heart ventricle|myocardium|atrial appendage
pulmonary artery|pulmonary vein|superior vena cava|portal vein|portal and splenic vein|portal vein and splenic vein|brachiocephalic trunk
brachiocephalic vein|subclavian artery|carotid artery|common carotid artery|iliac artery|iliac vein|common iliac artery|common iliac vein
brain|skull|spinal cord|vertebra|vertebrae|sacrum|spine|lumbar spine|thoracic spine|cervical spine|femur|hip|hip bone|humerus|scapula
shoulder blade|clavicle|clavicula|collarbone|sternum|gluteus maximus|gluteus medius|gluteus minimus|iliopsoas|psoas|autochthonous muscle
mandible|jaw|brainstem|parotid gland|parotid|submandibular gland|cochlea|optic nerve|optic chiasm|eye|eyeball|lens|lacrimal gland|larynx
glottis|pituitary|pituitary gland|oral cavity|lips|buccal mucosa|cricopharyngeus|arytenoid
brain tumor|glioma|liver tumor|liver lesion|hepatic tumor|hepatic lesion|kidney tumor|renal tumor|lung tumor|lung nodule|lung lesion
lung cancer|pancreas tumor|pancreatic tumor|pancreatic cancer|pancreatic lesion|colon tumor|colon cancer|adrenal tumor|lymph node
lymph nodes|lesion|tumor|covid infection|covid pneumonia|lung infection`;

const OTHERS: readonly OtherPack[] = [
  {
    id: 'medimageparse3d',
    name: 'MedImageParse 3D',
    trainedOn: new Set(MEDIMAGEPARSE_3D.split(/[|\n]/).filter(Boolean).map(nameKey)),
  },
];

/**
 * Names of packs other than `packId` whose published training data has labels for just what `text` names. They may know
 * it; nobody has measured that here.
 */
export function packsThatMayKnow(text: string, packId: string): readonly string[] {
  const subject = withoutFiller(text)
    .replace(/\btumours?\b|\btumors\b/g, 'tumor')
    .replace(/\boesoph/g, 'esoph')
    .replace(/^[ctls]\d{1,2} vertebra$|^vertebra [ctls]\d{1,2}$/, 'vertebra');
  const key = nameKey(subject).replace(/^(?:left|right) /, '');
  return OTHERS.filter(({ id, trainedOn }) => id !== packId && trainedOn.has(key)).map(({ name }) => name);
}
