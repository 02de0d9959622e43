/** What a file's name seems to tell of a person: their name, a date such as that of birth, or a number such as a patient's. */
export type PersonalPart = 'name' | 'date' | 'number';

/** Words that scans are called by: none of them is a person's, alone or in pairs. */
const PLAIN = new Set(
  `abdomen abdominal adc adrenal after aligned amos ankle anon anonymised anonymized aorta arterial artery atlas axial before bladder
  body bone bowel brain breast btcv case chest clinical colon contrast cor coronal corrected cropped ct cta cpr data dataset delayed
  demo dicom diffusion dixon dwi elbow enhanced esophagus example export femur file final flair flare followup foot fov full
  gallbladder gradient hand head heart hip image img in input iso kidney kits knee label labels late left liver lits lumbar lung
  mask mean mini mip mixed model mr mra mri native neck nifti no non normal nrrd null oblique original out output pancreas
  patient pelvic pelvis pelvis pet phantom phase pilot pituitary portal post pre prostate raw recon reference registered resampled
  right roi sag sagittal sample scan scans sequence series set shoulder skull slice slices small soft spine spleen stack std stir
  stomach study subject sub synthetic test thick thin thorax tissue tof total totalsegmentator train tumor tumour ultrasound unknown
  untitled upper uterus vein venous vessel vessels vibe view volume weighted whole window with without word wrist xray zip
  acrin amos22 tcga tcia nlst lidc idri lower upper early low high dose flash haste trufi space mprage spgr fse tse se ge epi
  siemens philips toshiba canon hitachi medical imaging hospital radiology january february march april june july august
  september october november december monday tuesday wednesday thursday friday saturday sunday the and of for from new old copy`.split(
    /\s+/,
  ),
);

/** Given names that are common somewhere and no word of the ones above: one of them beside another word is taken for a name. */
const GIVEN = new Set(
  `aaron adam ahmed alexander ali alice amanda amy andrea andreas andrew angela anna anne anthony antonio barbara benjamin brian carlos
  carol charles charlotte chris christian christina christine christopher claudia cynthia daniel david deborah dennis diana donald
  donna dorothy edward elena elisabeth elizabeth emily emma eric eva fatima francesco frank gary george gerhard giovanni
  hans heinz helen ibrahim ingrid ivan jack jacob james jane jason jean jeffrey jennifer jessica joan johann john jonathan jorge jose
  joseph joshua juan judith julia julie juergen jürgen karen karl katharina katherine kathleen kenneth kevin kim klaus laura
  linda lisa luis maria mariam marie mark markus martin mary matthew melissa michael michelle miguel mohamed mohammed monika nancy
  natalia nicholas nicole nina olga omar pamela patricia patrick paul pedro peter petra philip rachel ralph raymond rebecca
  richard robert roger ronald rosa ruth ryan sabine samantha samuel sandra sara sarah scott sergei sharon sofia sophia sophie
  stefan stephan stephanie stephen steven susan susanne sven tatiana teresa thomas timothy tobias ursula victoria vincent
  vladimir walter wei werner william wolfgang xin yan ying yusuf`.split(/\s+/),
);

const WORDS = /[\p{L}\p{M}]+/gu;
/** Digits in a row, as long as numbers of patients are; data sets count their cases from many zeros on. */
const NUMBER = /(?<!\d)(?!0{4})\d{6,}(?!\d)/;
/** Of a DICOM object. */
const UID = /(?<![\d.])[0-2](?:\.\d+){5,}/;
const DATES = [
  /(?<!\d)(?<year>(?:19|20)\d\d)(?<gap>[-_. ]?)(?<month>\d\d)\k<gap>(?<day>\d\d)(?!\d)/g,
  /(?<!\d)(?<day>\d\d?)(?<gap>[-_. ]?)(?<month>\d\d?)\k<gap>(?<year>(?:19|20)\d\d)(?!\d)/g,
];

/**
 * What in the name of a file, without its ending, looks as if it told of a person, surest first; nothing where it is a scan's. It goes by
 * signs and a few hundred words, so it takes some harmless names for persons' and misses rare ones: it points out, and decides
 * nothing.
 */
export function personalParts(stem: string): readonly PersonalPart[] {
  const parts: PersonalPart[] = [];
  if (stem.includes('^') || hasName(stem)) parts.push('name');
  if (DATES.some((pattern) => [...stem.matchAll(pattern)].some(isDate))) parts.push('date');
  if (NUMBER.test(stem) || UID.test(stem)) parts.push('number');
  return parts;
}

function isDate({ groups }: RegExpMatchArray): boolean {
  const [month, day] = [Number(groups?.['month']), Number(groups?.['day'])];
  const isDayFirst = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return isDayFirst || (day >= 1 && day <= 12 && month >= 1 && month <= 31);
}

/** Two words side by side that are no scan's: both written as names are, or one of them a name that many bear. */
function hasName(stem: string): boolean {
  const words = [...stem.matchAll(WORDS)].map(({ 0: text, index }) => ({ text, index }));
  return words.some((word, n) => {
    const next = words[n + 1];
    if (!next) return false;
    const between = stem.slice(word.index + word.text.length, next.index);
    if (!/^[\s_\-.,+&]{1,3}$/.test(between)) return false;
    const pair = [word.text, next.text];
    if (!pair.every(mayBeName)) return false;
    return pair.every(isWrittenAsName) || pair.some((text) => GIVEN.has(text.toLowerCase()));
  });
}

function mayBeName(text: string): boolean {
  return text.length > 1 && !PLAIN.has(text.toLowerCase());
}

/** Smith, SMITH, O’Neil: a capital first, and all alike after it; short words in capitals are mostly abbreviations. */
function isWrittenAsName(text: string): boolean {
  if (!/^\p{Lu}/u.test(text)) return false;
  const rest = text.slice(1);
  const isUpper = rest === rest.toUpperCase() && rest !== rest.toLowerCase();
  return isUpper ? text.length > 3 : rest === rest.toLowerCase();
}
