/** "No, I meant …": nothing was said before that could be taken back. */
const OPENING = new RegExp(
  `^\\s*(?:${[
    '(?:oh |um |ah )?(?:no|nope)[, ]+(?:sorry[, ]+|wait[, ]+)?(?:i (?:meant|mean|said|wanted)|what i meant (?:is|was))(?!\\p{L})',
    'nein[, ]+(?:entschuldigung[, ]+)?ich (?:meinte|meine|wollte)|non[, ]+(?:pardon[, ]+)?je (?:veux|voulais) (?:dire )?',
    'no[, ]+(?:perdón[, ]+)?(?:quiero decir|quería decir|quise decir|me refería a|me refiero a)|no[, ]+(?:scusa[, ]+)?(?:intendo|intendevo|volevo dire)',
    'não[, ]+(?:desculpe[, ]+)?(?:quero dizer|quis dizer|queria dizer)|nee[, ]+(?:sorry[, ]+)?ik (?:bedoelde|bedoel)|nie[, ]+(?:chodzi(?:ło)? mi o|miał[ae]m na myśli)',
    'нет[, ]+(?:я )?(?:имел[а]? в виду|имею в виду)|hayır[, ]+|不是?[,，]?我(?:是说|的意思是)|(?:いや|いえ)[、,]\\s*|아니요?[, ]+',
  ].join('|')})[\\s:,]*`,
  'iu',
);

const BUT = '(?:(?:and|but|und|aber|et|mais|y|pero|e|ma|mas|en|maar|ale|но) )?';
const KINDLY = '(?:(?:please|bitte|svp|por favor|per favore|alstublieft|proszę|пожалуйста) )?';

/** Words before and behind what is left out: "leave the duodenum out". */
const AROUND = new RegExp(
  `(?:^|(?<=[\\s,;])) ?${BUT}${KINDLY}(?:${[
    '(?:leave|keep|cut|take|filter|turn|switch|toggle)\\s+(?<en>[^;.]+?)\\s+(?:out|off|away|aside|alone)',
    '(?:lass|lasse|lasst|lassen sie|blende|blenden sie|schalte|schalten sie|nimm|nehmen sie)\\s+(?<de>[^;.]+?)\\s+(?:bitte )?(?:weg|raus|heraus|aus|ab|außen vor)',
    '(?:laisse[rz]?|laissant)\\s+(?:de côté\\s+(?<fr>[^,;.]+)|(?<fr2>[^;.]+?)\\s+de côté)',
    '(?:deja|deje|dejar|dejando)\\s+(?:(?:fuera|de lado)\\s+(?:a |al )?(?<es>[^,;.]+)|(?<es2>[^;.]+?)\\s+(?:fuera|de lado))',
    '(?:lascia|lasciando|lasciare)\\s+(?:(?:fuori|da parte)\\s+(?<it>[^,;.]+)|(?<it2>[^;.]+?)\\s+(?:fuori|da parte))',
    '(?:deixe|deixa|deixando|deixar)\\s+(?:de fora\\s+(?<pt>[^,;.]+)|(?<pt2>[^;.]+?)\\s+de fora)',
    '(?:laat)\\s+(?<nl>[^;.]+?)\\s+(?:weg|buiten beschouwing)',
  ].join('|')})(?=$|[\\s,;.])`,
  'iu',
);

/** Words behind what is left out, at the end of a line or after a sign: "das Duodenum bitte weglassen", "pancreas: no". */
const BEHIND = new RegExp(
  `(^|[,;，；、\\n)]|[.!?]\\s)\\s*${BUT}([^,;，；、\\n.!?()]+?)(?:${[
    '\\s*\\(\\s*(?:no|nope|nein|non|não|nie|нет)\\s*\\)',
    '\\s*[:=?]\\s*(?:no|nope|none|nein|non|não|nie|нет|false|off|0)',
    `\\s+(?:bitte |please )?(?:${[
      '(?:is |are )?(?:excluded|omitted|left out|not needed|not required)|weglassen|auslassen|ausblenden|ausschalten|abschalten|entfernen|verstecken|ignorieren|ausschließen|weglaten|verbergen|verwijderen|kapat|gizle|kaldır|gösterme|выключить|скрыть|убрать',
      'not (?:so much|that much|really|necessarily|at all)|rather not|nicht unbedingt|lieber nicht|pas (?:trop|vraiment)|no tanto|non tanto|não tanto',
      'not|no|nope|nicht|nein|non|não|nao|niet|nie|нет|inte|ikke|exclus?|exclue|excluid[oa]s?|esclus[oi]',
      'hariç|olmasın|dışarıda|제외(?:하고|해 ?줘|해 ?주세요)?|빼고|빼 ?줘|빼 ?주세요|필요 ?없(?:어|어요|음|습니다)',
    ].join('|')})`,
    '(?:就|都|也)*(?:不要|不用|不需要|除外)了?|は?(?:不要|いらない|いりません|要らない|要りません|除外)(?:です)?',
  ].join(
    '|',
  )})(?:[\\s,]*(?:please|thanks?|thank you|bitte|danke|merci|gracias|por favor|grazie|obrigad[oa]|谢谢))?(?:[\\s.!。]*(?=$|[,;，；、\\n])|(?=[.!]\\s(?!\\d))|(?<=\\)))`,
  'giu',
);

/** "Neither … nor …", of as many as there are: the first word, and the one before each further one. */
const NEITHER: readonly (readonly [first: RegExp, further: RegExp])[] = [
  ['neither', 'n?or'],
  ['weder', 'noch|oder'],
  ['n[ié]', 'n[ié]'],
  ['nem', 'nem'],
  ['noch', 'noch'],
  ['ani', 'ani'],
  ['ни', 'ни'],
  ['varken|verken', 'eller'],
  ['hverken', 'eller'],
  ['ne', 'ne(?: de)?'],
].map(([first, further]) => [
  new RegExp(`(^|[\\s,;])(?:${first})\\s+(?=\\S)`, 'iu'),
  new RegExp(`[,\\s]+(?:${further})\\s+`, 'iu'),
]);
/** Where the last of them ends, and what is asked for instead may begin. */
const NEITHER_ENDS =
  /[\s.!]*(?:$|[,;.!]\s*(?:(?:but|sondern|aber|mais|sino|pero|ma|mas|maar|ale|tylko|а|но|utan|men)\s)?|\s(?:(?:but|sondern|mais|sino|ma|maar|а|utan|men)\s|(?=(?:just|only|nur|tylko)\s)))/iu;

/** "Instead of …", and nothing that tells where the one ends and the other begins. */
const INSTEAD =
  /^\s*(?:instead of|in place of|rather than|statt|anstatt|anstelle|au lieu|en vez|en lugar|invece|al posto|em vez|вместо|in plaats van|zamiast|i stället för)\s+(.+)$/isu;
/** Words of what stands behind it; to try them all takes seconds in a long text. */
const MOST_LEFT = 12;

/** What joins a prompt to the one before: "und nicht die Milz, sondern die Leber". */
const JOINED = /^\s*(?:and|und|et|y|e|en|och|og|oraz|и)\s+/iu;

/** One thing and not another: the first is left out, the second asked for. */
const RATHER: readonly RegExp[] = [
  /^\s*(?:it'?s )?not\s+([^,;]+?)[,\s]+but\s+(?:rather )?(.+)$/isu,
  /^\s*nicht\s+([^,;]+?)[,\s]+sondern\s+(.+)$/isu,
  /^\s*(?:no|non|não|nao)\s+([^,;]+?)[,\s]+(?:sino|ma|mas(?: sim)?|bensì)\s+(.+)$/isu,
  /^\s*(?:non\s+)?pas\s+([^,;]+?)[,\s]+mais\s+(?:plutôt )?(.+)$/isu,
  /^\s*niet\s+([^,;]+?)[,\s]+maar\s+(.+)$/isu,
  /^\s*nie\s+([^,;]+?)[,\s]+(?:tylko|lecz|ale|a)\s+(.+)$/isu,
  /^\s*не\s+([^,;]+?)[,\s]+(?:а|но)\s+(.+)$/isu,
  /^\s*(?:inte|ikke)\s+([^,;]+?)[,\s]+(?:utan|men)\s+(.+)$/isu,
  /^\s*([^,;]+?)\s+değil[,\s]+(.+)$/isu,
  /^\s*不是(.+?)[,，]?\s*(?:而)?是(.+)$/su,
  /^\s*(.+?)(?:ではなく|じゃなく|でなく)て?[、,]?\s*(.+)$/su,
  /^\s*(.+?)(?:은|는|을|를)?\s*(?:말고|빼고)[,\s]*(.+)$/su,
  /^\s*(.+?)(?:이|가)\s*아니라\s*(.+)$/su,
  /^\s*(?:ليس|لا)\s+(.+?)[,،\s]+(?:بل|ولكن|لكن|وإنما)\s+(.+)$/su,
  /^\s*(.+?)\s+नहीं[,\s]+(?:बल्कि |लेकिन )?(.+)$/su,
  // "El hígado no, el bazo"
  /^\s*([^,;]+?)\s+(?:no|not|nicht|non|não|nao|niet|nie|inte|ikke|не (?:надо|нужна|нужен|нужно|нужны)|нет|لا)\s*[,;:–—]\s*(?:(?:but|sondern|aber|sino|pero|ma|mas|maar|tylko|ale|а|но|utan|men|sí|sì|sim|ja|yes|oui) )?(.+)$/isu,
  /^\s*(.+?)(?:不要|不用|不需要)[,，、\s]+(?:只?要|而是)?(.+)$/su,
];

const TURN = '\\s*(?:->|→|=>|[,;，、]|\\.{2,3}|…|\\s[-–—]\\s)\\s*';
const IN_ITS_PLACE =
  'instead|rather|stattdessen|lieber|plutôt|à la place|mejor|en su lugar|invece|piuttosto|em vez disso|melhor|liever|in plaats daarvan|zamiast tego|raczej|вместо (?:этого|неё|него)|лучше|istället|hellre|i stedet|heller';
/** Of two known things the second is wanted in place of the first: "liver -> spleen instead", "Leber, stattdessen Milz". */
const SWAPPED: readonly RegExp[] = [
  new RegExp(`^\\s*([^,;]+?)${TURN}([^,;]+?)\\s+(?:${IN_ITS_PLACE})[\\s.!]*$`, 'isu'),
  new RegExp(
    `^\\s*([^,;]+?)${TURN}(?:(?:or|oder|ou|o|of|lub|или|eller)\\s+)?(?:${IN_ITS_PLACE})\\s+([^,;]+)$`,
    'isu',
  ),
];

/** What was done is not what was asked for: "that's the liver, I wanted the spleen". */
const DONE: readonly RegExp[] = [
  [
    "(?:no[,.]? )?(?:that(?:['’]s| is| was)|this is|it(?:['’]s| is| was)|you(?:['’]ve| have)? (?:just )?(?:segmented|outlined|marked|gave me|given me|showed me|showed|shown|did|selected|highlighted|drew|found))",
    'i (?:(?:really|actually) )?(?:want(?:ed)?|asked for|need(?:ed)?|meant|said)',
  ],
  [
    '(?:nein[,.]? )?(?:das (?:ist|war)|du hast|sie haben)',
    'ich (?:will|wollte|möchte|brauche|brauchte|meinte|meine|habe)',
  ],
  [
    "(?:non[,.]? )?(?:(?:ça )?c['’](?:est|était)|tu as|vous avez)",
    "je (?:veux|voulais|voudrais)|j['’]ai (?:demandé|dit)",
  ],
  ['(?:no[,.]? )?(?:es[oa]|est[oa]) (?:es|era)', '(?:yo )?(?:quiero|quería|pedí|necesito|dije)'],
  ['(?:no[,.]? )?quest[oa] è|(?:no[,.]? )?quell[oa] è', '(?:io )?(?:voglio|volevo|vorrei|ho chiesto)'],
  ['(?:não[,.]? )?(?:isso|isto|ess[ea]|est[ea]) (?:é|era)', '(?:eu )?(?:quero|queria|pedi|preciso)'],
  ['(?:nee[,.]? )?(?:dat|dit) is', 'ik (?:wil|wilde|vroeg|bedoelde)'],
  ['(?:nie[,.]? )?to jest', '(?:ja )?(?:chcę|chciał[ae]m|potrzebuję|prosił[ae]m o)'],
  ['(?:нет[,.]? )?это', 'мне нуж(?:ен|на|но|ны)|(?:я )?(?:хочу|хотел[а]?|просил[а]?)'],
  ['(?:det|detta) är', 'jag (?:vill ha|ville ha|bad om)'],
  ['(?:这|那)(?:个)?是', '我(?:想)?要(?:的是)?|我需要(?:的是)?'],
].map(
  ([done, wished]) =>
    new RegExp(
      `^\\s*(?:${done})\\s*([^,;.，。]+?)\\s*[,;.，。–—-]+\\s*(?:(?:but|and|aber|mais|pero|ma|mas|maar|ale|a|а|но|men|但) ?)?(?:${wished})\\s*(.+)$`,
      'isu',
    ),
);

/** "Nothing but …" asks for that. */
const NOTHING_BUT =
  /(?<![\p{L}])(?:nothing (?:but|except|other than)|nichts (?:außer|als|anderes als)|rien (?:que|d['’]autre que)|nada (?:más|mas|mais) que|nada além d[eoa]s?|nient['’]altro che|niets (?:anders dan|behalve)|nic (?:oprócz|poza|innego niż)|ничего,? кроме|inget annat än|ikke andet end)\s+/giu;

/**
 * `text` with what it leaves out told in one way, "without …", where `isKnown` knows that: "not the spleen but the liver" is "without the
 * spleen, the liver". Words that only take back what was said in an earlier prompt are gone. `isOther`: what is asked
 * for is something else than what was done, unlike in "this is a CT of the liver, I want the liver".
 */
export function plainlyLeftOut(
  text: string,
  isKnown: (text: string) => boolean,
  isOther: (left: string, asked: string) => boolean = () => true,
): string {
  const rest = (text.replace(OPENING, '') || text).replace(NOTHING_BUT, '');
  const alone = rest.replace(JOINED, '');
  for (const pattern of RATHER) {
    const [, left, asked] = pattern.exec(alone) ?? [];
    if (left && asked && isKnown(left)) return `without ${left}, ${asked}`;
  }
  for (const pattern of [...SWAPPED, ...DONE]) {
    const [, done, asked] = pattern.exec(rest) ?? [];
    if (done && asked && isKnown(done) && isOther(done, asked)) return `without ${done}, ${asked}`;
  }
  const told = withoutNeither(withoutFirst(rest, isKnown), isKnown);
  return withoutSuffixed(withoutSurrounded(told, isKnown), isKnown);
}

/** "Statt der Leber das Pankreas": the one place where both sides of it are known. */
function withoutFirst(text: string, isKnown: (text: string) => boolean): string {
  const words = INSTEAD.exec(text)?.[1]?.split(/[\s,]+/) ?? [];
  for (let n = 1; n <= Math.min(MOST_LEFT, words.length - 1); n++) {
    const [left, asked] = [words.slice(0, n).join(' '), words.slice(n).join(' ')];
    if (isKnown(left) && isKnown(asked)) return `without ${left}, ${asked}`;
  }
  return text;
}

function withoutNeither(text: string, isKnown: (text: string) => boolean): string {
  for (const [first, further] of NEITHER) {
    const found = first.exec(text);
    const [last = '', ...others] = found
      ? text
          .slice(found.index + found[0].length)
          .split(further)
          .reverse()
      : [];
    const end = NEITHER_ENDS.exec(last);
    if (!found || !end || others.length === 0) continue;
    const left = [...others.reverse().flatMap((each) => each.split(/\s*,\s*/)), last.slice(0, end.index)];
    if (!left.every(isKnown)) continue;
    const rest = last.slice(end.index + end[0].length);
    const before = `${text.slice(0, found.index)}${found[1]}`.trimEnd();
    return `${before} without ${left.join(' and ')}, ${rest}`;
  }
  return text;
}

function withoutSurrounded(text: string, isKnown: (text: string) => boolean): string {
  const found = AROUND.exec(text);
  const left = Object.values(found?.groups ?? {}).find((name) => name !== undefined);
  const names = left?.split(/\s*[,，、]\s*/) ?? [];
  if (!found || names.length === 0 || !names.every(isKnown)) return text;
  return `${text.slice(0, found.index)} without ${names.join(' and ')}${text.slice(found.index + found[0].length)}`;
}

function withoutSuffixed(text: string, isKnown: (text: string) => boolean): string {
  return text.replace(BEHIND, (all: string, sign: string, left: string) =>
    isKnown(left) ? `${sign} without ${left}` : all,
  );
}
