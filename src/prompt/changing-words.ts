import { withoutAccents } from './spelling.ts';

/** What makes something else of an organ's name wherever it stands: findings, parts, vessels, and where things lie. */
const CHANGING = new Set(
  `tumor tumors tumour tumours tumoral cancer cancers cancerous carcinoma carcinomas malignancy malignant hcc pdac rcc lymphoma sarcoma neoplasm
  mass masses lesion lesions metastasis metastases metastatic mets cyst cysts cystic pseudocyst stone stones calculus calculi
  lithiasis
  calcification calcifications thrombus thrombi thrombosis clot clots embolus embolism aneurysm aneurysms dissection stenosis
  stricture
  hernia bleed bleeding hemorrhage haemorrhage hematoma haematoma abscess abscesses infection inflammation inflamed fluid
  effusion ascites
  gas air fat edema oedema fibrosis cirrhosis steatosis fistula leak ulcer ulcers polyp polyps diverticulum diverticula
  varices perforation
  rupture laceration lacerations infarct infarcts infarction ischemia ischaemia necrosis nodule nodules node nodes nodal
  adenoma adenomas
  adenocarcinoma hemangioma haemangioma angiomyolipoma aml gist scar scars defect defects stent stents catheter tube drain
  drains graft clip
  clips sludge pain ache disease failure injury trauma pathology pathologies abnormality abnormalities anomaly hydronephrosis
  atrophy
  artery arteries arterials vein veins vessel vessels vascular vasculature duct ducts ductal nerve nerves ligament sphincter
  lobe lobes lobule head neck tail cortex cortical medulla pole poles hilum hilar wall walls fundus antrum pylorus pyloric
  cardia tip apex
  capsule part parts portion half third quadrant arch root valve bifurcation lumen trigone isthmus uncinate calyx calyces
  fossa bed rest
  upper lower proximal distal middle mid ascending transverse superior anterior posterior lateral medial accessory thoracic cervical
  suprarenal infrarenal juxtarenal supraceliac around near nearby behind beside beneath adjacent between above below surrounding
  surrounds outside beyond touching abutting closest plaque plaques along round touches touch over under underneath
  retrohepatic space band skin rib ribs diaphragm muscle muscles drains supplies supplying dice score food foods cause causes
  symptom symptoms why who perirenal periaortic peripancreatic perihepatic
  tumeur tumeurs cancer kyste kystes calcul calculs metastase metastases artere veine tete queue lobe paroi autour abces
  krebs karzinom zyste zysten stein steine metastasen arterie kopf schwanz lappen wand entzundung rund
  tumores quiste quistes calculo calculos piedra piedras cabeza cola lobulo pared arteria alrededor
  tumore tumori cancro cisti calcoli testa coda lobo parete cancer cisto cistos pedra pedras cabeca cauda
  glowa ogon trzon sciana guz torbiel kamien kamica tetnica zyla zyly rak опухоль рак киста камень камни артерия вена головка
  хвост метастазы
  tumoru kanseri kisti tasi 종양 암 낭종 결석 동맥 정맥 सूजन पथरी कैंसर ورم سرطان كيس حصى حصوة شريان وريد`
    .split(/\s+/)
    .map(withoutAccents),
);

/** Segments of the liver and the like go by numbers. */
const NUMBERED_PART = /\b(?:segment|seg|segments|s|zone|station|level) ?(?:[ivx]+|\d{1,2})[ab]?\b/;
const INFLAMMATION = /itis$/;
/** What lies there, or what is to be known about it. */
const ASIDE =
  /\bnext to\b|\b(?:to|on) the (?:left|right) of\b|\b(?:left|right) of (?:the )?(?!patient|body|image|scan|abdomen|spine|midline)\w|^what (?:is|are) the (?:hu|hounsfield|density|attenuation|average|typical|usual)\b|\b(?:average|typical|usual) .*\bin (?:adults|children|men|women|humans|people)\b|^(?:what|how) (?:do|does|did)\b|\bnormal (?:size|volume|range|value|diameter|length|width|weight|density)\b|^is (?:the )?(?!there )\w+ an? |\b(?:segment|portion) of\b/;
const WITHOUT_SPACES = /夹层|癌|瘤|囊肿|结石|炎|血栓|狭窄|移植|周围|がん|腫瘍|嚢胞|結石|암|종양|낭종|결석/u;

/** Words of computers round a name do not ask for it. */
const CODE =
  /[{}]|==|!=|\w\s*\(\s*["']|\w\[\s*["']|=\s*["']|^\s*!|\bselect\b.*\bfrom\b|\bif\b.*:|\w(?:Error|Exception)\b|\bnot found\b|\*\s*\d/iu;
/** What is named is not wanted. */
const DENYING =
  /\b(?:not|never|nothing|avoid|stop|refrain|remove|removed|delete|hide|(?:do|does|did|is|was|are|were)n t|nicht|kein|nao|nie|niet|inte|ikke)\b/;

/** `plain`, a text in normal form, says that it does not want what it names. */
export function denies(plain: string): boolean {
  return DENYING.test(withoutAccents(plain));
}

/** Two things are set in relation, so that neither is asked for. */
const RELATING =
  /\b(?:between|sandwiched|compared?|comparison|distance|difference|(?<!\b(?:left|right) )(?:versus|vs)|(?<!rather )than|heavier|larger|bigger|smaller)\b/iu;

/** `text` is for a computer, not for a reader. */
export const isCode = (text: string): boolean => CODE.test(text);

/** `text` is about something else as a whole: code, or a relation of one thing to another. */
export function asksElsewhere(text: string): boolean {
  return isCode(text) || RELATING.test(text);
}

/** `plain`, a text in normal form, wants to know something about an organ: "what does the pancreas do". */
export function asksAside(plain: string): boolean {
  return ASIDE.test(plain);
}

/** Some word of `plain`, a text in normal form, makes something else of an organ named in it: "stone in the kidney". */
export function changesMeaning(plain: string): boolean {
  const text = withoutAccents(plain);
  return (
    NUMBERED_PART.test(text) ||
    ASIDE.test(text) ||
    text.split(' ').some((word) => CHANGING.has(word) || INFLAMMATION.test(word) || WITHOUT_SPACES.test(word))
  );
}
