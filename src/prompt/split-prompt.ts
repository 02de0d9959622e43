import { asksElsewhere } from './changing-words.ts';
import { plainlyLeftOut } from './contrast.ts';
import { takenBack, withSpokenSigns } from './dictation.ts';
import { asksForEverything } from './everything.ts';
import { tellsSite } from './headings.ts';
import { FOREIGN_AND, LOOSE_AND, withAddedTold, withoutOpening, withPairsTold } from './joiners.ts';
import { knownAs, runOfNames, type Vocabulary } from './known-names.ts';
import { isFiller, nameKey, normalForm } from './normalize.ts';
import { deniesFindings, withoutDenied } from './report-lines.ts';
import { withSideOfField, withSidesTold } from './same-side.ts';
import { withSharedSide, withSideOfAll } from './shared-side.ts';
import { type Side, sideOf } from './side.ts';
import { shortSideOf } from './side-beside.ts';
import { meansWhole, withoutFindings } from './whole-organ.ts';

/** One thing that a text speaks of. */
export interface Part {
  readonly text: string;
  /** It is to be left out: "but not the spleen". */
  readonly negated: boolean;
  /** It was a slip of the tongue, mended by what follows: "the spleen, no sorry, the liver". */
  readonly isTakenBack?: true;
}

/** These tell parts apart whatever stands between them. */
const AND =
  /(?:^|\s)(?:and(?: then)?|adn|then|after(?:wards| that)|followed by)(?=\s|$)|(?<=\b(?:left|right))\s+(?:vs\.?|versus)\s+(?=(?:left|right)\b)|[&+]/iu;
const NOT =
  /(?:^|\s)(?:(?:and|but|do) )?(?:(?:definitely|certainly|absolutely|surely|really|please) )?(?:not|neither|don['’]t|tak(?:e|ing) out|get(?:ting)? rid of|remov(?:e|ing)|hid(?:e|ing)|(?:turn|switch|toggl)(?:e|ing)? off|disabl(?:e|ing)|deactivat(?:e|ing)|deselect(?:ing)?|unselect|uncheck|untick|except(?: for)?|excluding|apart from|aside from|other than|save for|barring|minus|rather than|instead of|never mind|ignor(?:e|ing)|skip(?:ping)?|forget(?: about)?|leav(?:e|ing) out|omit(?:ting)?|exclude)\s+/iu;
/** Words of a request, each for itself, and none together: "take out the spleen". */
const TAKE_OUT = /(?:^|\s)tak(?:e|ing)\s+out\s/iu;
/** Negations only before a known name, for they may as well belong to a phrase: "liver without contrast". */
const PERHAPS_NOT =
  /(?:^|\s)(?:(?:and|but|und|aber|et|mais|y|pero|e|ma|mas|maar|ale|но|але|men) )?(?:auf keinen fall |bloß |surtout )?(?:without|w\/o|no|ohne|nicht|keine?|sans|pas|sauf|sin|excepto|salvo|senza|tranne|sem|exceto|non|não|niet|geen|nie|bez|без|не|außer|ausser|bis auf|hormis|à part|excepté|eccetto|a parte|menos|meno|behalve|oprócz|кроме|kromě|okrem|hariç|inte|ikke|utan|uten|uden|niente|nessun[ao]?|nada de|nenhum[a]?|(?:an)?statt|anstelle|au lieu|en vez|en lugar|invece|al posto|em vez|in plaats van|вместо|zamiast|enl[eè]ve[rz]?|retire[rz]?|supprime[rz]?|masque[rz]?|togli(?:ere)?|rimuov(?:i|ere)|nascond(?:i|ere)|quitar?|ocultar?|elimina[r]?|remov[ae]r?|tire|entferne?n?|versteck(?:e|en)|verwijder|verberg|éteins|éteindre|éteignez|désactive[rz]?|décoche[rz]?|spegn(?:i|ere)|disattiv(?:a|are)|apag(?:a|ar|ue)|desactiv(?:a|ar|e)|desativ(?:a|ar|e)|deslig(?:a|ar|ue)|deaktivier(?:e|en)|wyłącz|выключи(?:те|ть)?|отключи(?:те|ть)?|släck|usuń|ukryj|убери|убрать|удали|удалить|скрой|скрыть)\s+|(?:但?不要|除了|没有|不包括|不含|不包含|排除|去掉|去除|代替|而不是)/iu;
/** "No spleen and no kidney": what is denied once more. */
const AGAIN =
  /[\s,]+(?:(?:and|und|et|y|e|en|и|i|och|og|or|oder|ou|o|of|или|lub|eller|ve|a)\s+)?(?:also |auch )?(?:no|not|without|nor|w\/o|kein(?:e|en)?|nicht|ohne|noch|pas|ni|sans|sin|né|non|senza|nem|não|sem|geen|niet|zonder|nie|ani|bez|не|ни|без|inte|ikke|utan|uten|uden)\s+|[,，、]?(?:也|还|更)?不要/giu;
/** Here begins what is asked for instead. */
const ONLY =
  /\s+(?=(?:but )?(?:just|only|nur|seulement|juste|uniquement|solo|solamente|soltanto|só|apenas|alleen|tylko|только|sadece|bara|kun)\s+\S)|(?=只要|仅|只分割|只显示)/iu;
/** Signs between parts. */
const BETWEEN = /(?:(?<!\d),|,(?!\d)|[;，；、・\n\r|•])+/u;
/** The numbers of a list. */
const LISTED = /(?:^|\s)(?:\d{1,2}[.)]|\(?[a-n]\))(?=\s)/u;
/** "The spleen is not seen" leaves nothing out. */
const TELLS = /\b(?:is|are|was|were|ist|sind)\s*$/i;
/** Nor does "spleen not seen". */
const UNSEEN =
  /^(?:(?:be|been|well|clearly|definitely|separately|confidently)\s+)*(?:seen|visuali[sz]ed|identified|visible|demonstrated|detected|depicted|found|present|appreciated|apparent|evident|delineated)(?!\p{L})/iu;
/** What follows one of these is left out to the end of the text. */
const TO_THE_END = /(?:except|excluding|excepto|exceto|sauf|tranne)/iu;

/**
 * The parts of `text`, in its order, told apart by commas, semicolons, new lines and words for "and"; a known name that
 * contains such a word stays whole. Signs may be spoken: "liver comma spleen".
 */
export function splitPrompt(text: string, vocabulary: Vocabulary): readonly Part[] {
  if (asksElsewhere(text)) return [{ text: text.trim(), negated: false }];
  const known = (part: string) => areKnown(part, vocabulary);
  const isOther = (left: string, asked: string) => namesAnother(left, asked, vocabulary);
  const told = withSidesTold(withSideOfField(unpadded(text)));
  const plain = withPairsTold(plainlyLeftOut(told, known, isOther), known);
  return mended(plain, vocabulary) ?? splitLines(withSpokenSigns(plain), vocabulary);
}

/** `text` begins with a word that denies what follows: "without the vessels". */
export function beginsDenied(text: string): boolean {
  return PERHAPS_NOT.exec(text.trim())?.index === 0;
}

/** "Kidneys R>L": that one is larger asks for neither. */
const LARGER =
  /(?<=\s)\(?(?:l|lt|r|rt|left|right)\.?\s*[<>]\s*(?:l|lt|r|rt|left|right)\b\)?|^(?:l|r)\s*[<>]\s*(?:l|r)(?=\s)/giu;

/** With one space or one line end where there are many, in which patterns would lose their way for seconds, and one in "not(liver)". */
function unpadded(text: string): string {
  return withAddedTold(text)
    .replace(/\b(not|no|without|except|minus)\(/giu, '$1 (')
    .replace(LARGER, ' ')
    .replace(/(?<=\p{L})([_-])(and|und|et|y|e)\1(?=\p{L})|(?<=\p{Ll}{3})And(?=\p{Lu}\p{Ll})/gu, ' and ')
    .replace(/[^\S\n\r]+/gu, ' ')
    .replace(/\s*[\n\r]\s*/gu, '\n');
}

export function areKnown(text: string, vocabulary: Vocabulary): boolean {
  const parts = listed(text, false, vocabulary);
  return parts.length > 0 && parts.every((part) => isKnown(part.text, vocabulary));
}

/** `asked` names something, and nothing that `left` names. */
function namesAnother(left: string, asked: string, vocabulary: Vocabulary): boolean {
  const namedIn = (text: string) => text.split(BETWEEN).flatMap((line) => listed(line, false, vocabulary));
  const idsOf = (text: string) =>
    namedIn(text).flatMap((part) => knownAs(part.text, vocabulary)?.members ?? []);
  const ids = new Set(idsOf(left));
  const isNamed = namedIn(asked).some((part) => isKnown(part.text, vocabulary));
  return isNamed && !idsOf(asked).some((id) => ids.has(id));
}

/** The parts of a text in which the last thing that is known was taken back. undefined for any other text. */
function mended(text: string, vocabulary: Vocabulary): readonly Part[] | undefined {
  const found = takenBack(text);
  const before = found ? splitPrompt(found.before, vocabulary) : [];
  const slip = before.at(-1);
  if (!found || !slip) return undefined;
  const [isSlipKnown, isAfterKnown] = [isKnown(slip.text, vocabulary), areKnown(found.after, vocabulary)];
  const isSure = found.isPerhaps
    ? isSlipKnown && isAfterKnown
    : isSlipKnown || (found.isMarked && isAfterKnown);
  if (!isSure) return undefined;
  return [...before.slice(0, -1), { ...slip, isTakenBack: true }, ...splitPrompt(found.after, vocabulary)];
}

function splitLines(text: string, vocabulary: Vocabulary): readonly Part[] {
  let leavesOut = false;
  const lines = text
    .split(BETWEEN)
    .flatMap((line) => (startsOrdinal(line, vocabulary) ? [line] : line.split(LISTED)))
    .flatMap((line) => withoutHeading(line, vocabulary))
    .map((line) => toldOf(line, vocabulary))
    .map((line) => withoutOpening(line, (rest) => areKnown(rest, vocabulary)));
  const isBesideSites = !lines.every((line) => normalForm(line) === '' || tellsSite(line) || isAside(line));
  const isWhole = lines.length > 1 && lines.some(meansWhole);
  return withSidesBehind(lines, vocabulary).flatMap((each) => {
    if (isBesideSites && tellsSite(each)) return [];
    if (lines.length > 1 && (isAside(each) || meansWhole(each))) return [];
    const line = isWhole ? withoutFindings(each) : each;
    const parts = leavesOut ? listed(line, true, vocabulary) : splitNegation(line, vocabulary);
    leavesOut ||= TO_THE_END.test(line) && parts.some(({ negated }) => negated);
    return parts;
  });
}

/** "Kidney and adrenal, left" with the side at each of the two, and without what only agrees: "all right, left kidney". */
function withSidesBehind(lines: readonly string[], vocabulary: Vocabulary): readonly string[] {
  const said = lines.length > 1 && agrees(lines[0] ?? '', lines[1] ?? '') ? lines.slice(1) : lines;
  return said.flatMap((line, n) => {
    const side = sideAlone(line);
    if (n > 0 && side && sided(said[n - 1] ?? '', side)) return [];
    const behind = sideAlone(said[n + 1] ?? '');
    return (behind && sided(line, behind)) ?? [line];
  });

  function sided(line: string, side: Side): readonly string[] | undefined {
    const parts = listed(line, false, vocabulary).map(({ text }) => text);
    return withSideOfAll(parts, side, (part) => knownAs(part, vocabulary), vocabulary);
  }
}

function sideAlone(line: string): Side | undefined {
  return sideOf(line) ?? shortSideOf(line.trim());
}

/** "Right, now the liver" */
const GOES_ON =
  /^\s*(?:now|so|then|next|ok(?:ay)?|well|let|can|could|would|please|pls|show|segment|outline|mark|give|find|get|draw|i|we)\b/iu;

/** The first of two lines says yes and no side. */
function agrees(line: string, next: string): boolean {
  return (
    /^\s*(?:oh |ah |yeah |yes |that['’]?s )*(?:all ?right|alright)\s*$/iu.test(line) ||
    (/^\s*right\s*$/iu.test(line) && GOES_ON.test(next))
  );
}

/** Of an ontology: "9846003 |Right kidney|". */
const CODE_NUMBER = /^\s*\d{6,10}\s*$/;
/** What was done before is not asked for again: "thanks for the right one". */
const THANKS =
  /^\s*(?:and )?(?:thanks|thank you|thx|danke|merci|gracias|grazie|obrigad[oa]|bedankt|спасибо|dziękuję) (?:for|für|pour|por|per|pel[oa]|voor|за|za)(?=\s)/iu;

/** Beside other lines it asks for nothing, and leaves nothing out. */
function isAside(line: string): boolean {
  return (
    (isFiller(line) && !shortSideOf(line)) ||
    deniesFindings(line) ||
    THANKS.test(line) ||
    CODE_NUMBER.test(line)
  );
}

/** "Liver without focal lesions" tells something of the liver. */
function toldOf(line: string, vocabulary: Vocabulary): string {
  const told = withoutDenied(line);
  return told !== line && listed(told, false, vocabulary).every(({ text }) => isKnown(text, vocabulary))
    ? told
    : line;
}

/** "2. Rippe links" is no second line. */
function startsOrdinal(line: string, vocabulary: Vocabulary): boolean {
  return LISTED.test(line) && vocabulary.names.has(nameKey(line));
}

/** "great vessels: aorta" is about the aorta; a colon before what is not known divides nothing. */
function withoutHeading(line: string, vocabulary: Vocabulary): readonly string[] {
  if (tellsSite(line)) return [line];
  const [heading = '', ...rest] = line.split(/[:：]\s*|\s*=\s*/u);
  const tail = rest.join(' ');
  if (deniesFindings(tail) && isKnown(heading, vocabulary)) return [heading];
  if (!listed(tail, false, vocabulary).some(({ text }) => isKnown(text, vocabulary))) return [line];
  return isKnown(heading, vocabulary) ? [heading, tail] : [tail];
}

function splitNegation(line: string, vocabulary: Vocabulary): readonly Part[] {
  const found = NOT.exec(line) ?? PERHAPS_NOT.exec(line);
  const behind = found ? line.slice(found.index + found[0].length) : '';
  const isPredicate = found && (TELLS.test(line.slice(0, found.index)) || UNSEEN.test(behind));
  const isName = knownAs(line, vocabulary) !== undefined && !TAKE_OUT.test(line);
  if (!found || isPredicate || isName) return listed(line, false, vocabulary);
  const [tail = '', ...after] = withoutOnly(behind, vocabulary)
    .replace(AGAIN, ' and ')
    .split(
      /\sbut\s|\sand\s+(?=(?:do|just|only|show|segment|outline|mark|give|find|get|include|add)\s)|(?<=\p{L}{3})[.!?]+\s+/iu,
    );
  const left = listed(tail, true, vocabulary);
  const isSure = NOT.test(line) || left.every(({ text }) => isKnown(text, vocabulary));
  if (left.length === 0 || !isSure) return listed(line, false, vocabulary);
  // "We can skip the aorta"
  const before = listed(line.slice(0, found.index), false, vocabulary).filter(({ text }) => !isFiller(text));
  return [...before, ...left, ...after.flatMap((rest) => listed(rest, false, vocabulary))];
}

/** "Spleen just the stomach" with a sign between, where both are known. */
function withoutOnly(tail: string, vocabulary: Vocabulary): string {
  const at = tail.search(ONLY);
  const [left, asked] = [tail.slice(0, at).replace(AGAIN, ' and '), tail.slice(at)];
  return at > 0 && areKnown(left, vocabulary) && areKnown(asked, vocabulary) ? `${left} but ${asked}` : tail;
}

function listed(text: string, negated: boolean, vocabulary: Vocabulary): readonly Part[] {
  const parts = splitByAnd(text, vocabulary).flatMap((part) => splitFurther(part, vocabulary));
  // "normal in size and enhancement" speaks of one thing.
  const telling = parts.filter(
    (part, n) => !isFiller(part) || shortSideOf(part) || (n === 0 && !isCourtesy(part, parts, vocabulary)),
  );
  const sided = withSharedSide(telling, (part) => knownAs(part, vocabulary), vocabulary);
  return sided.map((part) => ({ text: part.trim(), negated }));
}

/** "Ok und nun die Leber": the first of `parts` says nothing where the next is a name, unless it is one itself, or everything. */
function isCourtesy(first: string, parts: readonly string[], vocabulary: Vocabulary): boolean {
  const isNext = parts.length > 1 && isKnown(parts[1] ?? '', vocabulary);
  return isNext && !isKnown(first, vocabulary) && !asksForEverything(first);
}

/** Parts between "and"s, the longest runs that are one known name kept whole. */
function splitByAnd(text: string, vocabulary: Vocabulary): readonly string[] {
  const pieces = spoken(text.split(AND));
  const parts: string[] = [];
  let from = 0;
  while (from < pieces.length) {
    let to = Math.min(pieces.length, from + vocabulary.mostWords);
    const run = () => pieces.slice(from, to).join(' and ');
    while (to > from + 1 && !knownAs(run(), vocabulary)) to--;
    parts.push(run());
    from = to;
  }
  return parts;
}

function splitFurther(part: string, vocabulary: Vocabulary): readonly string[] {
  if (isKnown(part, vocabulary)) return [part];
  const foreign = spoken(part.split(FOREIGN_AND));
  if (foreign.length > 1 && foreign.some((piece) => knownAs(piece, vocabulary))) return foreign;
  const loose = spoken(part.split(LOOSE_AND)).flatMap((piece) => runOfNames(piece, vocabulary) ?? [piece]);
  return loose.length > 1 && loose.every((piece) => isKnown(piece, vocabulary) || shortSideOf(piece))
    ? loose
    : [part];
}

function isKnown(part: string, vocabulary: Vocabulary): boolean {
  return sideOf(part) !== undefined || knownAs(part, vocabulary) !== undefined;
}

function spoken(pieces: readonly string[]): readonly string[] {
  return pieces.map((piece) => piece.trim()).filter((piece) => normalForm(piece) !== '');
}
