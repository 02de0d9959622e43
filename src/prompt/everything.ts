import type { Structure } from '#model/manifest.ts';
import type { Prompt } from '#model/prompt.ts';
import { isFiller, normalForm, withoutFiller } from './normalize.ts';
import words from './words/sets.json' with { type: 'json' };

/** What the page's button asks. */
export const EVERYTHING = 'What is in this scan?';

const set = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(normalForm));
const PHRASES = set(words.everything);
const ALL = set(words.all);
const THINGS = set(words.things);
const ASKING = set(words.asking);

/** Longer ones first, so that "but not" is not "but". */
const anyOf = (phrases: readonly string[]) =>
  [...phrases]
    .sort((a, b) => b.length - a.length)
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+'))
    .join('|');

/**
 * `text` asks for all that the pack knows, and for nothing by name: "show me all the organs". Of a pack with `count` structures "the 14
 * structures" are all.
 */
export function asksForEverything(text: string, count?: number): boolean {
  const plain = withoutManner(normalForm(text).replace(/ please$/, ''));
  if (PHRASES.has(plain)) return true;
  const spaced = apart(plain.replace(/\d+/g, ' $& ')).split(' ');
  const kinds = spaced.map((word) => {
    if (ALL.has(word) || word === String(count)) return 'all';
    return THINGS.has(word) ? 'things' : ASKING.has(word) || /^\d{1,3}$/.test(word) ? '' : '?';
  });
  // "Every" alone, or "all this", is no wish yet.
  if (PHRASES.has(spaced.filter((_, n) => kinds[n] !== '').join(' '))) return true;
  return !kinds.includes('?') && kinds.includes('all') && kinds.includes('things');
}

/** "Everything in one go": how it is done asks for no more and no less. */
const MANNER = new RegExp(
  `(?<![\\p{L}\\p{M}](?=[\\p{Script=Latin}\\p{Script=Cyrillic}]))(?:${anyOf(words.manner.map(normalForm))})(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{M}])`,
  'gu',
);

function withoutManner(plain: string): string {
  return plain.replace(MANNER, ' ').replace(/ +/g, ' ').trim() || plain;
}

/** With spaces between the words that scripts without any write as one: 所有器官. */
function apart(plain: string): string {
  return plain
    .replace(/\p{Script=Han}+|[\p{Script=Hiragana}]+/gu, (run) => ` ${inWords(run)} `)
    .replace(/ +/g, ' ')
    .trim();
}

/** The longest first. */
const WORDS = [...ALL, ...THINGS, ...ASKING].sort((a, b) => b.length - a.length);

function inWords(run: string): string {
  for (const word of WORDS) {
    if (run === word) return run;
    if (run.startsWith(word)) return `${word} ${inWords(run.slice(word.length))}`;
  }
  return run;
}

const EXCEPT = anyOf(words.except);
/** The first words of all of them. */
const BEGINNINGS = [...new Set(words.except.map((phrase) => phrase.toLowerCase().split(' ')[0] ?? ''))];
/** "All organs except …" */
const BEHIND = new RegExp(
  `^(.+?)[\\s,;(–—-]+(?:and\\s+)?(?:${EXCEPT})(?:\\s+(?:${EXCEPT}))?(?![\\p{L}\\p{M}])\\s*:?\\s*(.+?)[)\\s]*$`,
  'isu',
);
/** "Everything - liver"; with more than one behind it the sign may as well lead to a list. */
const LESS = /^(.+?)\s[-−]\s*([^,;]+)$/su;
/** "All organs, liver excluded" */
const EXCEPTED = new RegExp(
  `^([^,;(]+?)\\s*[,;(–—]\\s*(.+?)\\s*(?<![\\p{L}\\p{M}](?=[\\p{Script=Latin}\\p{Script=Cyrillic}]))(?:${anyOf(words.excepted)})[\\s.!)]*$`,
  'isu',
);
/** "Apart from …, all organs" */
const BEFORE = new RegExp(`^\\s*(?:${EXCEPT})(?:\\s+(?:${EXCEPT}))?\\s+(.+)[,;:，]\\s*([^,;:，]+)$`, 'isu');
/** Languages that put the exception between the two: 除了…以外的所有器官, …以外のすべての臓器, …을 제외한 모든 장기, …hariç tüm organlar */
const BETWEEN = [
  /^\s*(?:请|請)?(?:分割|显示|顯示)?除了?(.+?)(?:以外|之外|外)?[,，]?\s*的?(所有|全部|一切)(.*)$/u,
  /^(.+?)(?:以外|を除く|を除いた|を除いて)[、,]?の?(すべて|全て|全部|全)(.*)$/u,
  /^\s*(?:请|請)?除了?(.+?)(?:以外|之外|外)?[,，]?\s*(?:其他|其它|其余|剩下|别)?的?(?:都|全|全部)?(?:都要|全要|要分割|分割|显示|标出|需要|保留|给我)()()(?:出来|吧|谢谢)?[。!！\s]*$/u,
  /^(.+?)(?:을|를)?\s*(?:제외(?:한|하고)|빼고)\s*(모든|전부|모두|다)(.*)$/u,
  /^(.+?)\s+(?:hariç|haricinde|haricindeki|dışında|dışındaki|के अलावा|को छोड़कर|के सिवा|को छोड़ कर)\s+(tüm|bütün|her şey|her|hepsi|hepsini|सभी|सारे|सब)(.*)$/iu,
];

/** What `text` leaves out of everything, in its own words: "all but the aorta". undefined for any other text. */
export function leftOutOfAll(text: string): string | undefined {
  const lower = text.toLowerCase();
  // The patterns are long, and slow when they are first used.
  const mayExcept = BEGINNINGS.some((word) => lower.includes(word));
  const behind = leftBehind(text, mayExcept ? [BEHIND, EXCEPTED, LESS] : [EXCEPTED, LESS]);
  if (behind) return behind;
  const [, first, all] = (mayExcept && BEFORE.exec(text)) || [];
  if (first && all && asksForEverything(all)) return first;
  for (const pattern of BETWEEN) {
    const [, left, all = '', things = ''] = pattern.exec(text) ?? [];
    if (left !== undefined && (things.trim() === '' || asksForEverything(`${all} ${things}`))) return left;
  }
  return undefined;
}

function leftBehind(text: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const [, all, left] = pattern.exec(text) ?? [];
    // "TODO - liver" is a list of things to do.
    const isSign =
      pattern === LESS && left !== undefined && (isFiller(left) || /^\s*TODO\s*$/.test(all ?? ''));
    if (all && left && !isSign && !GOES.test(` ${left}`) && asksForEverything(all)) return left;
  }
  return undefined;
}

/** What takes away, in the languages that put it first. */
const AWAY =
  /^\s*(?:please\s+)?(?:hide|remove|delete|drop|omit|exclude|ignore|skip|take\s+out|get\s+rid\s+of|entfern(?:e|en)|versteck(?:e|en)|ignorier(?:e|en)|masque[rz]?|supprime[rz]?|enl[eè]ve[rz]?|quitar?|ocultar?|elimina[r]?|togli(?:ere)?|nascond(?:i|ere)|rimuov(?:i|ere))\s+(.+)$/isu;

/** What is to become of what was named before: "… can be ignored". "Can stay" says the opposite. */
const GOES = new RegExp(
  `\\s(?:${[
    '(?:can|may|should|must|could|needs? to|has to|is to)\\s+(?:go(?: away)?|(?:stay|remain|be)\\s+(?:unlabell?ed|unsegmented|unmarked|ignored|skipped|left out|excluded|omitted|dropped|discarded|removed|deleted|hidden|blank|background))',
    '(?:kann|darf|soll|muss)\\s+(?:weg(?:bleiben)?|(?:ignoriert|ausgeblendet|entfernt|gelöscht|weggelassen|übersprungen)\\s+werden)',
    '(?:peut|doit)\\s+être\\s+(?:ignoré|masqué|supprimé|enlevé|omis)e?s?',
    '(?:puede|debe)\\s+(?:ser\\s+)?(?:ignor|ocult|elimin|quit)(?:ad[oa]s?|arse)',
    '(?:può|deve)\\s+essere\\s+(?:ignorat|nascost|rimoss|eliminat|esclus)[oaie]',
  ].join('|')})(?![\\p{L}\\p{M}])`,
  'iu',
);

/** "Everything in this list except the aorta: liver, spleen, aorta" */
const OF_LIST = new RegExp(
  `^(.+?\\s(?:list|liste|lista|lijst)\\b[^:：]*?)[\\s,(]+(?:${EXCEPT})\\s+([^:：]+)[:：]\\s*(.+)$`,
  'isu',
);

/** "除了胆囊都不要", "肝臓以外は不要": all else is not wanted. */
const ALL_ELSE_GOES: readonly RegExp[] = [
  /^\s*(?:请|請)?除了?(.+?)(?:以外|之外|外)?的?[,，]?\s*(?:其他|其它|其余|剩下|别的?)?的?(?:都|全部?)?(?:不要|不需要|不用|去掉|隐藏|忽略|可以忽略)(?:分割|显示)?[。!！\s]*$/u,
  /^\s*(.+?)以外(?:の(?:もの|臓器)?)?は?(?:全部|すべて|全て)?(?:不要|いらない|いりません|要らない|隠して|消して)(?:です|ください)?[。!！\s]*$/u,
  /^\s*(.+?)(?:을|를)?\s*(?:말고|빼고|제외하고|외에)는?\s*(?:다른 ?(?:건|것은?|장기는?)|나머지는?)?\s*(?:다|모두|전부)?\s*(?:필요 ?없[가-힣]*|숨겨[가-힣 ]*|지워[가-힣 ]*)[.!\s]*$/u,
];

/** What is left of everything, in the words of `text`, where all else is taken away: "hide everything but the liver", "all but the liver can go". undefined for any other text. */
export function leftOfAll(text: string): string | undefined {
  const goes = GOES.exec(text);
  const isAll = goes && /^[\s.!]*$/u.test(text.slice(goes.index + goes[0].length));
  const [, all = '', except, list] = OF_LIST.exec(text) ?? [];
  if (list !== undefined && asksForEverything(all)) return `${list}, without ${except}`;
  for (const pattern of ALL_ELSE_GOES) {
    const [, left] = pattern.exec(text) ?? [];
    if (left !== undefined) return left;
  }
  const taken = isAll ? text.slice(0, goes.index) : AWAY.exec(text)?.[1];
  return taken === undefined ? undefined : leftOutOfAll(taken);
}

/** "Not everything, just the liver" */
const NOT_ALL: readonly RegExp[] = [
  /^\s*(?:(?:i |we )?(?:do not|don['’]t) (?:want|need) |not|nicht|no|pas|non|não|nao|niet|nie|не|inte|ikke|ليس|لا|不要|不用|不是)\s*([^,;.，、،:–—]+?)\s*(?:[,;.，、،:–—]+|\s(?=(?:but|just|only|nur|sondern|mais|sino|ma|maar|tylko|а|utan|men)\s))\s*(?:(?:but|sondern|mais|sino|ma|maar|а|utan|men)\s+)?(.+)$/isu,
  /^\s*([^,;.，、]+?)(?:ではなく|じゃなく|말고|\s+değil)て?[、,，\s]*(.+)$/su,
];

/** What is asked for where everything is not, in the words of `text`: "not everything, just the liver". undefined for any other text. */
export function insteadOfAll(text: string): string | undefined {
  for (const pattern of NOT_ALL) {
    const [, all, asked] = pattern.exec(text) ?? [];
    if (all && asked && asksForEverything(all)) return asked;
  }
  return undefined;
}

const VESSELS = set(words.vessels);
const VESSEL = /\b(?:aorta|vena|cava|veins?|arter(?:y|ies)|vessels?|trunk)\b/;

/** `text` speaks of vessels, whichever they are: "the blood vessels". */
export function meansVessels(text: string): boolean {
  return VESSELS.has(normalForm(text)) || VESSELS.has(withoutFiller(text));
}

/** Those of `structures` that are vessels, by their names. */
export function vesselsAmong(structures: readonly Structure[]): readonly Structure[] {
  return structures.filter(({ name }) => VESSEL.test(normalForm(name)));
}

/** What `exception` names, and what its brackets say of that: "the vessels (aorta, IVC)", "the bladder (it is empty)". */
export function withoutBrackets(exception: string): {
  readonly named: string;
  readonly inside: string | undefined;
} {
  const [, named = '', inside] =
    /^([^([（]*\S)\s*[([（]([^()[\]（）]+)[)\]）]?[\s.!]*$/u.exec(exception) ?? [];
  return named === '' ? { named: exception, inside: undefined } : { named, inside };
}

/** One prompt for each structure, in the pack's order. */
export function everyStructure(structures: readonly Structure[]): readonly Prompt[] {
  return structures.map(({ id, name }) => ({ text: name, structure: id }));
}
