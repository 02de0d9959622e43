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

const BEFORE =
  /^(?:(?:please|kindly|can you|could you|would you|i want|i need|i would like|to|segment|find|show|me|mark|outline|label|highlight|delineate|extract|locate|draw|get|give|where is|where are|what about|the|a|an|my|this|that|of|all|any|whole|entire|segmentation|mask|contour) )+/;
const AFTER =
  /(?: (?:please|now|(?:in|on|from|of|for|within)(?: (?:the|this|my|an|a|abdomen|abdominal|upper|lower|chest|thoracic|thorax|trunk|body|contrast|enhanced|portal|venous|axial|3d))*(?: (?:ct|cta|cect|mr|mri|scan|image|images|volume|study|series|picture|patient|body|abdomen|chest))+))+$/;

/** `text` in normal form without the words people put round a name: "please segment the liver in abdomen CT" is "liver". */
export function withoutFiller(text: string): string {
  const plain = normalForm(text);
  const core = plain.replace(AFTER, '').replace(BEFORE, '');
  return core || plain;
}
