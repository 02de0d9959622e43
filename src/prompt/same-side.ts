import { other, sideWithin, sideWord } from './side.ts';

/** Behind a name, and not followed by what it is compared with. */
const ENDS =
  '(?=$|[,;.!]|\\s+(?:and|und|et|y|e|i|и|please|bitte|too|as well|svp|por favor|per favore)(?:\\s|$))';
const SAME = new RegExp(
  `\\s*(?:${[
    '\\b(?:on|of|from) the same side|\\bipsilateral(?:ly)?|(?:auf |von )?\\bder(?:selben|\\s+gleichen) seite|\\bderselben seite|(?:du|le) même côté',
    '\\bdel mismo lado|\\bdello stesso lato|\\bdo mesmo lado|\\b(?:aan|van) dezelfde (?:kant|zijde)|\\bpo tej samej stronie|\\s(?:с|на) той же стороны|\\baynı taraf(?:taki|ta)?',
  ].join('|')})${ENDS}`,
  'iu',
);
const OTHER = new RegExp(
  `\\s*(?:${[
    '\\b(?:on|of|from) the (?:other|opposite) side|\\bcontralateral(?:ly)?|(?:auf |von )?\\bder (?:anderen|gegenüberliegenden) seite|\\bde l.autre côté',
    '\\bdel (?:otro lado|lado contrario|lado opuesto)|\\bdell.altro lato|\\bdo (?:outro lado|lado oposto)|\\b(?:aan|van) de andere (?:kant|zijde)|\\bpo drugiej stronie',
  ].join('|')})${ENDS}`,
  'iu',
);

/** "The ipsilateral adrenal": before what it is said of. */
const BEFORE =
  /\b(?:(ipsi|homo|contra|kontra)lat[eé]ra(?:l(?:[ae]|e[nrs]|is)?|ux)|gleichseitige[nrs]?) (?=\p{L}{3})/iu;

/** `text` with the side told by which "on the same side" and the like mean, where it speaks of one side before that. */
export function withSidesTold(text: string): string {
  for (const [pattern, isSame] of [
    [SAME, true],
    [OTHER, false],
  ] as const) {
    const found = pattern.exec(text);
    const side = found ? sideWithin(text.slice(0, found.index)) : undefined;
    if (found && side)
      return `${text.slice(0, found.index)} on the ${isSame ? side : other(side)}${text.slice(found.index + found[0].length)}`;
  }
  const found = BEFORE.exec(text);
  const side = found ? sideWithin(text.slice(0, found.index)) : undefined;
  if (!found || !side) return text;
  const told = /ontra$/i.test(found[1] ?? '') ? other(side) : side;
  return `${text.slice(0, found.index)}${told} ${text.slice(found.index + found[0].length)}`;
}

/** "Side: left", a field of its own before the organ or behind it. */
const FIELD =
  /(?:^|[,;\n]\s*)(?:side|laterality|seite|lateralität|côté|lado|lato|lateralidad|lateralità|zijde|strona|сторона|侧别?)\s*[:=：]\s*(\p{L}+)\s*(?:[,;\n]|$)/iu;

/** `text` with the side beside the one organ that it speaks of, where a field tells it: "side: left, organ: kidney". */
export function withSideOfField(text: string): string {
  const [field = '', word = ''] = FIELD.exec(text) ?? [];
  const side = sideWord(word.toLowerCase());
  const rest = text.replace(field, '').trim();
  return side && rest !== '' && !/[,;\n]/.test(rest) ? `${rest} ${side}` : text;
}
