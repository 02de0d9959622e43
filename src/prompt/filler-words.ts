import { isChanging } from './changing-words.ts';
import { edits, withoutAccents } from './spelling.ts';
import words from './words/filler.json' with { type: 'json' };

const plain = (list: readonly string[]) => list.map(withoutAccents);

/** What stands round a name without changing it, on either side: modality, sequence, plane, phase, where, whose, in which form. */
const ANYWHERE = plain(words.anywhere);

/** What asks, before a name. */
const BEFORE = plain(words.before);

/** What asks, after a name, or says how it is to look. */
const AFTER = plain([...words.after, ...words.colours]);

const AREA = 'abdomen|abdominal|chest|thorax|thoracic|pelvis|pelvic|trunk|body';

/** Runs of words that say together what none of them does alone; in the normal form of a text. */
const PHRASES = new RegExp(
  `(?:^|(?<= ))(?:${[
    'chemical shift|(?:in|out of|opposed) phase|low dose|(?:single|dual) energy|breath hold|fat (?:sat|saturated|suppressed|suppression)',
    '(?:post|pre|non|no) contrast|contrast (?:enhanced|agent|medium)|t[12] weighted|whole body',
    '(?:upper|lower) abdo(?:men|minal)?|fat (?:fraction|only)|trauma ct',
    '(?:panc|pancreatic|hepatic|portal) phase|(?:panc|pancreatic|liver) protocol|v\\d+',
    'cat scans?|in (?:the|this|my) body|body structure|entire body organ|this time|(?:on|in) this one|still there|b l|l r|right now|right away|if (?:possible|you can)|as well|in advance',
    '(?:is|are) (?:all |what |all that |the one )(?:i|we) (?:want|need|meant?)|bounding box|look at|(?:on|at|of|from) (?:both|each|either) sides?|(?:auf |von )?beide[nr] seiten|(?:des|de) deux côtés|(?:de|en|a) ambos lados|(?:da|su|di) entrambi i lati|(?:d|n)?os dois lados|(?:aan|van) beide (?:kanten|zijden)|po obu stronach|(?:с|по) (?:обеих сторон|обе стороны)|any chance|(?:draw|trace|contour|outline|go) (?:a line )?(?:all )?a?round|gradient echo|(?:organ|region|structure|target)s? of interest|(?:bitte|mir|doch) (?:bitte )?mal',
    `my (?:professor|boss|supervisor|teacher|attending|surgeon|doctor|colleague)s? (?:wants?|needs?|asks? for|asked for|would like)`,
    `(?:without|no|ohne|keine?|sans|sin|senza|sem|zonder|geen|без) (?:(?:any|other|significant|focal|wesentliche|besondere) )*(?:${[
      'abnormalit(?:y|ies)|auffälligkeiten?|besonderheiten?|anomalies?|particularités?|alteraciones|anomalías|particularidades|alterazioni|anomalie',
      'alterações|afwijkingen|bijzonderheden|особенностей',
    ].join('|')})`,
    'sorry (?:to|for) (?:bother|disturb|trouble|interrupt)(?:ing)?(?: you)?(?: again)?|excuse me|(?:where|what|who|how) (?:the (?:hell|heck|fuck)|on earth)|wo zum teufel|où diable|dónde demonios|dove diavolo',
    '(?:entschuldigen sie|entschuldigung|entschuldige|verzeihung) (?:bitte )?(?:(?:für )?die störung|dass ich störe)|(?:désolée?|pardon|excusez moi|excuse moi) (?:de|pour) (?:(?:vous |te )?déranger|le dérangement)|(?:perdona|perdone|perdón|disculpa|disculpe) (?:por )?(?:la molestia|las molestias)',
    '(?:scusa|scusate|scusi) (?:per )?il disturbo|(?:desculpe|desculpa) (?:pelo|o) incômodo|sorry dat ik stoor|przepraszam że przeszkadzam|извините за беспокойство|(?:lägg|legg) til[l]?',
    '\\d+(?: \\d+)?(?: ?(?:mm|cm|ml|cc))|\\d+(?: \\d+)? x \\d+(?: \\d+)?(?: x \\d+(?: \\d+)?)? ?(?:mm|cm)|b ?\\d{2,4}|water only|high res(?:olution)?|low res(?:olution)?',
    '\\d{1,3} (?:percent )?(?:opacity|transparency|transparent|deckkraft|transparenz|opacité|opacidad|opacità|opacidade)|in rot',
    // "Mide" is a stomach in Turkish.
    'cu[aá]nto miden?|miden?(?= (?:el|la|los|las|unos|aproximadamente|\\d))',
    '(?:für|zur|zum|vor|bei) (?:(?:die|der|den|das|dem|eine[rnm]?|meine[rnm]?|unsere[rnm]?) )?[^ ]*(?:planung|therapie|operation|op|resektion|studie|dosimetrie|vorbereitung|kontrolle|messung|volumetrie|bestrahlung|transplantation|spende)',
    'pour (?:(?:la|le|une?|l|ma|notre) )?(?:planification|chirurgie|radiothérapie|dosimétrie|étude|intervention|opération|greffe|volumétrie)(?! (?:de|del|dell|della|dei|di|d|du|des|do|da|dos|das)(?= |$))',
    'para (?:(?:la|el|una?|o|a|uma?) )?(?:planificación|cirugía|radioterapia|dosimetría|estudio|operación|trasplante|planejamento|planeamento|cirurgia|dosimetria|estudo|operação|transplante)(?! (?:de|del|dell|della|dei|di|d|du|des|do|da|dos|das)(?= |$))',
    'per (?:(?:la|il|una?|l|lo) )?(?:pianificazione|chirurgia|radioterapia|dosimetria|studio|intervento|operazione|trapianto)(?! (?:de|del|dell|della|dei|di|d|du|des|do|da|dos|das)(?= |$))',
    'voor (?:(?:de|het|een) )?(?:planning|operatie|bestraling|radiotherapie|studie|transplantatie)|do (?:planowania|operacji|radioterapii|badania|przeszczepu)|для (?:планирования|операции|исследования|трансплантации)',
    'not (?:enlarged|dilated|thickened|distended|aneurysmal|inflamed)|nicht (?:vergrößert|erweitert|verdickt|ektatisch|gestaut|aneurysmatisch|dilatiert|auffällig)|no (?:aumentad[oa]|dilatad[oa])|pas (?:augmentée?|dilatée?)|non (?:augmentée?|dilatée?|aumentat[oa]|dilatat[oa])',
    'não (?:aumentad[oa]|dilatad[oa])|niet (?:vergroot|verwijd)|nie(?:jest )?(?:powiększon[aey]|poszerzon[aey])|не (?:увеличен[аоы]?|расширен[аоы]?|утолщен[аоы]?|изменен[аоы]?)|без (?:изменений|особенностей|патологии)|bez (?:zmian|odchyleń)|utan (?:anmärkning|avvikelse)|sin particularidades|sem particularidades|senza particolarità',
    '(?:pre|post) void|(?:from|of|in|dated) (?:19|20)\\d\\d',
    '(?:label|class|organ|roi|id|structure|channel|task|case|img|image|amos|btcv|flare|msd|patient|pt|sub|series|no|nr) ?\\d{1,5}|s\\d{3,5}',
    '\\d{1,5} (?:nii|nrrd|mha|mhd|dcm|stl)(?: gz)?',
    `(?:${AREA})(?:(?: and)? (?:${AREA}))* (?:ct|cect|ncct|cta|mri?|scan|imaging)`,
    `(?:ct|cect|ncct|cta|mri?|scan) (?:(?:of|in) )?(?:the )?(?:${AREA})(?:(?: and)? (?:${AREA}))*`,
    '(?:in|of) (?:the )?(?:chest|thorax|pelvis|abdomen)(?=$)|no (?:ct|tc|rm)|w (?:tk|mr|ct)',
    '(?:in|of|from|for) (?:(?:a|an|this|the|my|our) )?(?:\\d+ (?:y o|yo|year old|years old)|pt|patient|man|woman|male|female|child|lady|guy)(?: .*)?(?=$)',
    's il (?:vous|te) pla[iî]t',
    // All of an organ, told by its ends.
    `(?:from )?(?:the )?(?:${[
      'head (?:to|through) (?:the )?tail|dome to (?:the )?(?:tip|base|(?:lower|inferior) (?:edge|margin|tip))|(?:upper|superior) pole to (?:the )?(?:lower|inferior) pole|pole to pole|neck to (?:the )?fundus|fundus to (?:the )?neck',
      'vo[nm] kopf bis (?:zum )?schwanz|de (?:la )?cabeza a (?:la )?cola|de la tête à la queue|dalla testa alla coda|da cabeça à cauda|van kop tot staart|od głowy do ogona|от голов(?:ки|ы) до хвоста|від голівки до хвоста',
    ].join('|')})`,
    `for (?:(?:a|an|the|my|our|this|possible|suspected) )?(?:${[
      'aneurysms?|aaa|tumou?rs?|cancer|metastas[ei]s|mets|stones?|lesions?|cysts?|cirrhosis|hcc|fibrosis|steatosis|trauma|donor|ipmn|hydronephrosis|thrombosis|thrombus|pancreatitis|lymphoma|gallstones?',
    ].join(
      '|',
    )}) (?:screening|surveillance|work ?up|staging|planning|assessment|evaluation|follow up|detection|exclusion|monitoring)(?=$)`,
    'не (?:збільшен[аийоі]*|розширен[аийоі]*|змінен[аийоі]*|потовщен[аийоі]*)|без (?:змін|особливостей)',
    `for (?:(?:a|an|the|my|our|this) )?(?:(?:${[
      'radiotherapy|radiation|therapy|rt|planning|plan|treatment|surgery|surgical|volumetry|dosimetry|measurement|analysis|research|paper',
      'thesis|figure|publication|teaching|training|annotation|machine|learning|ml|ground|truth|comparison|quantification|follow|up|baseline',
      'study|project|report|segmentation|me|us',
    ].join('|')})(?: |$))+(?=$)`,
  ].join('|')})(?= |$)`,
  'g',
);

/** A slip of the keyboard in a word of so many letters does not make another word of it. */
const LONG = 6;
/** Words of their own, a letter away from one that only surrounds. */
const UNLIKE = new Set(plain(words.unlike));
const OPENING = fillers([...ANYWHERE, ...BEFORE]);
const CLOSING = fillers([...ANYWHERE, ...AFTER]);
/** Stands for one of PHRASES; no normal form has it. */
const PHRASE = '_';

/** After these only circumstances follow, as far as nothing among them changes what a name means. */
const CONNECTING = new Set(plain(words.connecting));

/** `word`, in normal form, begins what is only a circumstance: "in", "for", "before". */
export function isConnecting(word: string): boolean {
  return CONNECTING.has(withoutAccents(word));
}

const WISHING = new Set(plain(words.wishing));

/** `sentence`, in normal form, begins as a wish does: "please segment …". */
export function isWish(sentence: string): boolean {
  return WISHING.has(withoutAccents(sentence.split(' ')[0] ?? ''));
}

/** `word` only surrounds a name, before or after it. */
export function isFillerWord(word: string, where: 'before' | 'after'): boolean {
  return word === PHRASE || isOneOf(where === 'before' ? OPENING : CLOSING, withoutAccents(word));
}

/** The words of `plain`, a text in normal form; runs that belong together are one. */
export function wordsOfPlain(plain: string): readonly string[] {
  return plain.replace(PHRASES, PHRASE).split(' ').filter(Boolean);
}

/** The words of a text, and how many of the first and of the last only surround what it names. */
export interface Surrounded {
  readonly words: readonly string[];
  readonly opening: number;
  readonly closing: number;
}

/** `plain`: a text in normal form. */
export function surrounded(plain: string): Surrounded {
  const words = wordsOfPlain(plain);
  const opening = words.findIndex((word) => !isFillerWord(word, 'before'));
  const last = words.findLastIndex((word) => !isFillerWord(word, 'after'));
  return {
    words,
    opening: opening < 0 ? words.length : opening,
    closing: words.length - 1 - last,
  };
}

interface Fillers {
  readonly words: ReadonlySet<string>;
  /** Those in which a slip may be, by their first letter. */
  readonly long: ReadonlyMap<string | undefined, readonly string[]>;
}

function fillers(words: readonly string[]): Fillers {
  const long = new Map<string | undefined, string[]>();
  for (const word of words.filter(({ length }) => length >= LONG)) {
    long.set(word[0], [...(long.get(word[0]) ?? []), word]);
  }
  return { words: new Set(words), long };
}

function isOneOf({ words, long }: Fillers, word: string): boolean {
  if (words.has(word)) return true;
  // "calcoli", stones, is no "calcola" with a slip in it, nor "masquer", to hide, a "masque".
  if (word.length < LONG || isChanging(word) || UNLIKE.has(word)) return false;
  const alike = long.get(word[0]) ?? [];
  return alike.some((filler) => Math.abs(filler.length - word.length) <= 1 && edits(filler, word) === 1);
}
