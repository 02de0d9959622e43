/** Signs as they are spoken, each between names and as a word of its own. */
const SIGNS =
  /[\s,.;]+(?:comma|semicolon|full stop|new line|next line|new paragraph|period|komma|punkt|neue zeile|virgule|à la ligne|virgola|vírgula)(?=[\s,.;]|$)/giu;
/** These say that what was said just before was a slip of the tongue. */
const TAKEN_BACK = new RegExp(
  `[\\s,.;–—-]+(?:${[
    '(?:(?:oh|uh|um|ah|er) )?(?:no|nope)(?:[, ]+(?:sorry|wait|rather|i mean|i meant|make that|actually|scratch that))+',
    '(?:sorry|wait|actually)[, ]+(?:no|i mean|i meant|make that|scratch that)|scratch that|strike that|never ?mind(?=[,;:.–—-])|correction|i mean|i meant|make that',
    '(?:ach |äh )?nein[, ]+(?:doch|sondern|ich meine|entschuldigung|moment)|ich meine|quatsch|korrektur',
    '(?:euh |ah )?non[, ]+(?:pardon|attends|plutôt|je veux dire)|je veux dire|perdón|quiero decir|cioè|anzi',
  ].join('|')})(?=[\\s,:;.–—-])[\\s,:;.–—-]*`,
  'iu',
);

/** The same in one word, which may as well be a courtesy. */
const SORRY =
  /[\s,.;…–—-]+(?:(?:oh|ah|uh|um|hmm?|er+|no|nein|non|não)[, ]+)?(?:sorry|oops|whoops|entschuldigung|verzeihung|pardon|perdón|scusa(?:te)?|desculpa|desculpe|извините|przepraszam)[\s,:;.…–—-]+/iu;

/** What goes on takes nothing back: "liver and also, sorry, spleen". */
const GOING_ON =
  /(?:^|[\s,])(?:and|also|plus|und|auch|noch|et|aussi|y|también|anche|também|и|i|oraz|en|ook)$/iu;

/** "Liver, sorry, and spleen", "liver, sorry, the spleen too" */
const GOES_ON =
  /^(?:and|also|plus|with|as well as|und|auch|noch|mit|sowie|et|aussi|avec|y|también|con|e|anche|também|com|и|также|с|i|oraz|en|ook|met)\s|\s(?:too|as well|also|auch|aussi|también|anche|também|тоже|ook)[\s.!]*$/iu;

/** `text` with the signs that somebody dictated: "liver comma spleen full stop" is "liver, spleen,". */
export function withSpokenSigns(text: string): string {
  return text.replace(SIGNS, ',');
}

/** What was said before it was taken back, and what was said then: "the spleen no sorry the liver". undefined for any other text. */
export function takenBack(text: string): TakenBack | undefined {
  const sure = TAKEN_BACK.exec(text);
  const perhaps = SORRY.exec(text);
  const isGoingOn =
    perhaps &&
    (GOING_ON.test(text.slice(0, perhaps.index)) ||
      GOES_ON.test(text.slice(perhaps.index + perhaps[0].length)));
  const found = sure ?? (isGoingOn ? null : perhaps);
  const after = found ? text.slice(found.index + found[0].length) : '';
  if (!found || after === '') return undefined;
  const isMarked = /^\s*[,.;–—-]/.test(found[0]);
  return { before: text.slice(0, found.index), after, isMarked, isPerhaps: !sure };
}

interface TakenBack {
  readonly before: string;
  readonly after: string;
  /** A sign stands before the words that take it back, so that they are no part of a sentence. */
  readonly isMarked: boolean;
  /** It takes back only where a name stands on both sides of it. */
  readonly isPerhaps: boolean;
}
