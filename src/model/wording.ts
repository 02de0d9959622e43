/**
 * The form in which two spellings of one name are equal: NFKC, lower case, "&" and "+" read as "and", every other
 * run of punctuation and white space one space.
 */
export function normalForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[&+]/g, ' and ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** Letters that stay one when their accents are taken off. */
const LETTERS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ł: 'l', ø: 'o' };

/** `normalForm` as on a keyboard without accents. Letters of other scripts stay. */
function withoutAccents(text: string): string {
  return normalForm(text)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[œæßłø]/g, (letter) => LETTERS[letter] ?? letter);
}

/**
 * The key under which a name is looked up: without accents, "lt", "l." and "left-sided" read as "left", the side before
 * the organ, the last word in the singular. Only ever compared with other keys.
 */
export function nameKey(text: string): string {
  return withoutAccents(text)
    .replace(/\b(?:l|lt|lft)\b/g, 'left')
    .replace(/\b(?:r|rt|rgt)\b/g, 'right')
    .replace(/\b(left|right) (?:hand )?sided?\b/g, '$1')
    .replace(/^(.+?) (?:(?:on|at) )?(?:the )?(left|right)$/, '$2 $1')
    .replace(/(?<=\w{3})s$/, '');
}

const BEFORE = new RegExp(
  `^(?:(?:${[
    'please|kindly|can you|could you|would you|can i|i want|i need|i d like|i would like|i m looking for|looking for|to|just|only',
    'segment|find|show|me|see|mark|outline|label|highlight|delineate|extract|locate|draw|trace|get|give|measure|where is|where s',
    'where are|what about|is there|are there|how (?:big|large) (?:is|are)|is|the|a|an|my|this|that|of|for|all|any|whole|entire|both',
    'normal|healthy|enlarged|swollen|distended|full|empty|complete|bilateral|(?:this |the |my )?patient s|segmentation|mask|contour|outline|volume|size|visuali[sz]ation',
    'bitte|zeige?|mir|finde|markiere|segmentiere|wo (?:ist|sind)|die|der|das|den|ein|eine|beide',
    'montrez?(?: moi)?|trouvez?|segmentez?|segmenter|o[uù] (?:est|sont)|le|la|les|un|une|les deux',
    'mu[eé]stra(?:me)?|muestre|encuentra|segmenta|segmentar|d[oó]nde est[aá]|el|los|las|ambos|por favor|mostra(?:mi)?|mostre|trova|dov e',
    'onde est[aá]|encontre|il|lo|i|gli|o|os|as',
  ].join('|')}) )+`,
);
/** The article that French and Italian write together with what follows it: "l'estomac". */
const ELIDED = /^(?:.* )?(?:l|d|dell|nell) (?=[aeiouhàâéèêôœ])/;
const PLACE =
  '(?:in|on|from|of|for|within|with|without|im|en|au|nella|na)(?: (?:the|this|that|my|an|a|abdomen|abdominal|upper|lower|chest|thoracic|thorax|pelvic|trunk|body|contrast|enhanced|iv|portal|venous|arterial|phase|axial|3d|der|la))*(?: (?:ct|cta|cect|tc|scanner|mr|mri|irm|rm|scan|scans|image|images|imaging|volume|study|series|picture|patient|body|abdomen|chest|contrast))+';
const AFTER = new RegExp(
  `(?: (?:please|pls|plz|thanks|thank you|now|only|alone|for me|segmentation|mask|contour|outline|volume|vol|size|region|organ|visible|3d|bitte|svp|s il (?:vous|te) pla[iî]t|por favor|per favore|${PLACE}))+$`,
);
const AROUND_CJK =
  /^(?:请|請|帮我|幫我|分割|显示|顯示|标出|勾画|找到|找出|查找)+|(?:在哪里|在哪裡|在哪|的?分割|的位置|を(?:表示|分割)(?:して)?|はどこ)+$/g;

const POLITE =
  /^(?:please|pls|plz|thanks?|thank you|thx|bitte|danke|svp|s il (?:vous|te) pla[iî]t|merci|por favor|gracias|per favore|grazie|obrigad[oa])$/;

/** `text` names nothing and is only kind: "thanks". */
export function isPolite(text: string): boolean {
  return POLITE.test(normalForm(text));
}

/** `text` in normal form without the words people put round a name: "please segment the liver in abdomen CT" is "liver". */
export function withoutFiller(text: string): string {
  const plain = normalForm(text);
  const core = plain.replace(AROUND_CJK, '').replace(AFTER, '').replace(BEFORE, '');
  return core || plain;
}

/** `withoutFiller`, and without an article that is written together with what follows: "montre l'estomac" is "estomac". */
export function withoutElision(text: string): string {
  return withoutFiller(withoutFiller(text).replace(ELIDED, ''));
}
