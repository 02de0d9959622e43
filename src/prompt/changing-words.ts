import { withoutAccents } from './spelling.ts';
import words from './words/changing.json' with { type: 'json' };

/** What makes something else of an organ's name wherever it stands: findings, parts, vessels, and where things lie. */
const CHANGING = new Set(words.changing.map(withoutAccents));

/** Each is a part of what its last word names, although its first word does no more than say where elsewhere. */
const PARTS = words.parts.map((part) => new RegExp(`\\b${withoutAccents(part)}\\b`));

/** Words of their own that a letter or two make an organ of. */
const LOOKALIKES = new Set(words.lookalikes);

/** Segments of the liver and the like go by numbers. */
const NUMBERED_PART =
  /\b(?:(?:segment|seg|segments|zone|station|level) ?(?:[ivx]+|\d{1,2})|s ?\d{1,2}|s [ivx]+|s(?:[ivx]{2,}))[ab]?\b/;
const INFLAMMATION = /itis$/;
/** German and Dutch write an organ and its part, or what is wrong with it, as one word: "Nierenbecken". */
const COMPOUND =
  /\p{L}{4}(?:becken|rinde|hilus|pforte|kelche?n?|lappen|segmente?|spitze|kapsel|wand|kopf|schwanz|bogen|wurzel|klappe|gange?|arterien?|venen?|tumore?n?|krebs|karzinom|zysten?|steine?n?|metastasen?|abszess|riss|ruptur|zirrhose|aneurysma|entzundung|insuffizienz|adenome?n?|infarkte?|fisteln?|lasion(?:en)?|herde?n?|narben?|polyp(?:en)?|blutung(?:en)?|knoten|verkalkung(?:en)?|divertikel|stenosen?|transplantate?|lager|kelk(?:en)?|kwab(?:ben)?|steen|stenen|kanker|kop|staart|hals|bekken|schors|merg|poort|slagader|(?<!hohl)ader|gezwel|vägg|huvud|svans|lob|sten|stenar|cancer|cysta|hoved|hale|væg)$/u;
/** What lies there, or what is to be known about it. */
const ASIDE =
  /\bnext to\b|\b(?:start|beginning|end) of |(?<!\bpatient\b.*)\b(?:image|screen|picture|viewer) (?:left|right)\b|\b(?:things?|something|stuff|spots?|blobs?|lumps?|ding|etwas|truc|chose|cosa|coisa|algo|qualcosa) (?:is )?(?:in|inside|within|on|dans|sur|en|nell?[ao]?|sull?[ao]?|n[oa]|auf|an) |\b(?:to|on) the (?:left|right) of\b|\b(?:left|right) of (?:the )?(?!patient|body|image|scan|abdomen|spine|midline)\w|^what (?:is|are) the (?:hu|hounsfield|density|attenuation|average|typical|usual)\b|\b(?:average|typical|usual) .*\bin (?:adults|children|men|women|humans|people)\b|^(?:what|how) (?:do|does|did)\b(?! .*\blook\b)|^what (?:is|are) .* for$|^(?:is|are) (?:the |this |my |his |her |our |their |that )+(?:\w+ )?\w+ (?:enlarged|dilated|swollen|normal|healthy|fatty|inflamed|atrophic|cirrhotic|distended|thickened|okay|ok|fine|big|small|large)$|\bsegment[oi]?s? (?:i{1,3}|iv|vi{0,3})[ab]? (?:du|de|del|della|do|da|van|der|des)(?= )|\b(?:por qu[eé]|para qu[eé]|pourquoi|à quoi|warum|wieso|weshalb|wofür|wozu|perch[eé]|a cosa serve|waarom|почему|зачем|dlaczego)(?= |$)|^(?:ist|sind|esta|está|estan|están|est(?! ce que)|sont) |(?:^| )(?:est (?:il|elle)|ли)(?= |$)|\bwhat (?:the |an? )?\w+ (?:is|are)$|\b(?:same|other|opposite) side\b|\b(?:normal (?:range|value)|(?:the|a|what) normal (?:size|volume|diameter|length|width|weight|density)|normal (?:size|volume|diameter|length|width|weight|density)(?= (?:of|for|in)\b))\b|^is (?:the )?(?!there )\w+ an? |\b(?:segment|portion) of\b|\b(?:in|into|auf|en|em|na|po|på) (?:english|german|french|spanish|italian|portuguese|dutch|russian|polish|chinese|mandarin|japanese|korean|turkish|arabic|hindi|latin|greek|deutsch|englisch|franzosisch|spanisch|italienisch|latein|francais|anglais|allemand|espagnol|espanol|ingles|frances|aleman|latim|italiano|inglese|latino)$/;
const WITHOUT_SPACES =
  /夹层|动脉瘤|동맥류|경변|정맥|협착|파열|전이|壁|[左右尾方]叶|皮质|髓质|息肉|积水|脓肿|转移|硬化|穿孔|破裂|憩室|ポリープ|転移|癌|瘤|囊肿|结石|炎|血栓|狭窄|移植|周围|がん|腫瘍|嚢胞|結石|암|종양|낭종|결석|혈관|용종|절제/u;

/** Words of computers round a name do not ask for it. */
const CODE =
  /[{}]|==|!=|\w\s*\(\s*["']|\w\[\s*["']|=\s*["']|^\s*!|\bselect\b.*\bfrom\b|\bif\b.*:|\w(?:Error|Exception)\b|\bnot found\b|\*\s*\d/iu;
/** What is named is not wanted. */
const DENYING =
  /\b(?:not|never|nothing|nope|neither|nor|anti|already (?:have|got|did|done)|avoid|stop|refrain|remove|removed|delete|hide|erase|(?:clear|close)(?= (?:the|all|my|this|that|it)\b)|apague|apagar|apaga|borra|borrar|cancella|losche|loschen|(?:do|does|did|is|was|are|were)n t|nicht|kein|nao|nie|niet|inte|ikke|absent|absente|ausente|assente|fehlt|fehlend|afwezig|exclude[ds]?|excluding|omit(?:ted)?|had (?:my |his |her |the )?\w+ (?:out|taken out))\b|(?:^| )(?:मत|नहीं|لا|ليس|не)(?= |$)/;

/** `plain`, a text in normal form, says that it does not want what it names. */
export function denies(plain: string): boolean {
  return DENYING.test(withoutAccents(plain));
}

/** Two things are set in relation, so that neither is asked for. */
const RELATING = new RegExp(
  [
    '\\b(?:between|sandwiched|compared?|comparison|distance|difference|(?<!\\b(?:left|right) )(?:versus|vs)|(?<!rather )than|heavier|larger|bigger|smaller)\\b',
    '\\b(?:recipes?|rezepte?|recettes?|recetas?|ricett[ae]|receitas?|recepten?)\\b',
    // What becomes of a mask is not the organ.
    '\\b(?:union|intersections?|intersect(?:ing)?|overlap(?:ping)?|subtract(?:ed|ing)?|dilate|erode|expand|enlarge|shrink|inflate|schnittmenge|intersección|interseção|intersezione)\\b',
    '\\d\\s*(?:mm|cm)\\s+(?:safety )?(?:margin|rand|saum|marge|margen|margine)|\\b(?:margin|sicherheitssaum) (?:of|von) \\d',
    '\\b(?:draw|put|place|drop|set|insert) (?:an?|the|my) (?:\\w+ )?(?:circle|dot|point|roi|seed|marker|cursor|arrow|needle|electrode)s? (?:in|into|inside|on|onto|within|at|through)\\b',
    // "The kidney on the affected side"
    '\\b(?:add|adding|füge?|ajoute[rz]?|añad[eai]r?|agreg(?:a|ue|ar)|aggiung(?:i|a|ere)|adicion[ae]r?|acrescent[ae]r?|voeg|dodaj|dodać|lägg|legg)\\s+(?:an?\\s+|\\p{L}{2,5}\\s+)?\\d|(?:^|\\s)добав(?:ь|ьте|ить)\\s+\\d',
    // In French the word is the spleen.
    '\\brates? (?:of|this|that|these|those|my|your|it|how|control|limit)\\b|\\b(?:heart|frame|flow|growth|pulse|success|error|survival|sampling|bit|filtration|infusion|injection|detection) rates?\\b',
    '\\bon the (?!(?:left|right|l|r|lt|rt|same|other|opposite|ipsilateral|contralateral|hand) )\\w+ side\\b',
  ].join('|'),
  'iu',
);

/** `core`, a text without what surrounds a name, is another word that looks like one: "levers". */
export const isLookalike = (core: string): boolean => LOOKALIKES.has(core);

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

/** What of `parts` in words/changing.json stands in `plain`, a text in normal form: "abdominal aorta". */
export function partsIn(plain: string): readonly string[] {
  const text = withoutAccents(plain);
  return PARTS.flatMap((part) => part.exec(text) ?? []);
}

/** `word`, without accents, changes what a name means. */
export const isChanging = (word: string): boolean => CHANGING.has(word);

/** Some word of `plain`, a text in normal form, makes something else of an organ named in it: "stone in the kidney". */
export function changesMeaning(plain: string): boolean {
  const text = withoutAccents(plain);
  return (
    NUMBERED_PART.test(text) ||
    ASIDE.test(text) ||
    text
      .split(' ')
      .some(
        (word) =>
          CHANGING.has(word) || INFLAMMATION.test(word) || COMPOUND.test(word) || WITHOUT_SPACES.test(word),
      )
  );
}

/** `plain`, in normal form, is left out of an organ and is in its outline all the same. "Not the superior one" and "not the rest" are other things. */
export function isPartLeftOut(plain: string): boolean {
  if (/(?:^| )(?:ones?|rest)$/.test(plain)) return false;
  return changesMeaning(plain) || /(?:^| )pelvis$/.test(plain);
}
