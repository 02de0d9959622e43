type IsKnown = (text: string) => boolean;

/** A word of its own, in scripts with spaces between words. */
const word = (words: string) => `(?<![\\p{L}\\p{M}\\p{N}])(?:${words})(?![\\p{L}\\p{M}\\p{N}])`;
const YES = word('yes please|yes|yep|yeah|true|on|ja|oui|sí|si|sì|sim|tak|да|evet|igen|是|要|はい|예|네|1');
const NOT_MUCH =
  'not (?:so much|that much|really|necessarily|at all|now|today|this time|yet)|rather not|no thanks?|no thank you|nicht (?:unbedingt|wirklich|so|jetzt)|lieber nicht|pas (?:trop|vraiment|maintenant)|no (?:tanto|mucho|ahora)|non (?:tanto|molto|ora)|não (?:tanto|agora)';
const NO = word(
  `${NOT_MUCH}|no|nope|nah|false|off|nein|nicht|non|não|nao|nie|nee|niet|нет|hayır|nem|否|不|不要|いいえ|아니요|아니오|0`,
);
const BARE_NAME = '[^:=,;，；、|\\n]+?';
const SIGN = '\\s*[:：=,，]?\\s*';
const BETWEEN = '[\\s,;，；、|.]*';
/** "Liver yes, spleen no", "liver=1 spleen=0", "liver + spleen -" */
const BEHIND = new RegExp(
  `\\s*(${BARE_NAME})${SIGN}(?:(${YES}|\\+(?=$|[\\s,;]))|(${NO}|[-−–](?=$|[\\s,;])))${BETWEEN}`,
  'iuy',
);
/** "Yes: liver; no: spleen" */
const BEFORE = new RegExp(
  `\\s*(?:(${YES})|(${NO}))${SIGN}(${BARE_NAME})(?=\\s*(?:$|[,;，；、|\\n]|(?:${YES}|${NO})))${BETWEEN}`,
  'iuy',
);

interface Answered {
  readonly name: string;
  readonly isWanted: boolean;
}

/** All of `text` in names that `isKnown` knows, each with its answer. undefined for any other text. */
function answers(text: string, pattern: RegExp, isKnown: IsKnown): readonly Answered[] | undefined {
  const found: Answered[] = [];
  pattern.lastIndex = 0;
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    const groups = pattern.exec(text);
    if (!groups) return undefined;
    const isBehind = pattern === BEHIND;
    const name = (isBehind ? groups[1] : groups[3]) ?? '';
    const yes = isBehind ? groups[2] : groups[1];
    if (!isKnown(name)) return undefined;
    found.push({ name: name.trim(), isWanted: yes !== undefined });
  }
  return found;
}

/**
 * `text` told plainly where it answers for each of several names whether it is wanted: "liver yes spleen no" is "liver, without spleen". Where nothing is
 * answered with no, a 1 is the number of a label, and where nothing is wanted other readers say so.
 */
export function withAnswersTold(text: string, isKnown: IsKnown): string {
  const found = answers(text, BEHIND, isKnown) ?? answers(text, BEFORE, isKnown) ?? [];
  const isAnswered =
    found.some(({ isWanted }) => isWanted) && (found.some(({ isWanted }) => !isWanted) || !/\d/.test(text));
  return isAnswered
    ? found.map(({ name, isWanted }) => (isWanted ? name : `without ${name}`)).join(', ')
    : text;
}

/** "Liver ~~spleen~~", "<del>liver</del>" */
const STRUCK = /~~([^~\n]+)~~|<(s|del|strike)>([^<\n]+)<\/\2>/giu;
/** "Liver, !spleen": a sign for "not" before a name that is not the first. */
const NEGATED = /(?<=[\s,;(])[!¬]\s*(?=\p{L})/gu;

/** `text` with signs that take a name back told in words. */
export function withStruckTold(text: string): string {
  const told = text.replace(
    STRUCK,
    (_, one?: string, __?: string, another?: string) => `, without ${one ?? another}, `,
  );
  return /\p{L}.*[\s,;(][!¬]\s*\p{L}/u.test(told) && !/["'[\]{}=]/.test(told)
    ? told.replace(NEGATED, ' without ')
    : told;
}

/** Two sides that stand together before or behind one noun: "right left kidney" is both. `sideOf`: what side a word is. */
export function withBothSidesTold(text: string, sideOf: (word: string) => string | undefined): string {
  const words = text.split(' ');
  return words
    .map((each, n) => {
      const [side, next] = [sideOf(each), sideOf(words[n + 1] ?? '')];
      return side && next && side !== next ? `${each} and` : each;
    })
    .join(' ');
}
