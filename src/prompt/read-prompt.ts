import { AppError, toWire, type WireError } from '#errors.ts';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { BodyPart } from '#model/manifest-targets.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { changesMeaning, isPartLeftOut } from './changing-words.ts';
import {
  asksForEverything,
  everyStructure,
  insteadOfAll,
  leftOfAll,
  leftOutOfAll,
  meansVessels,
  vesselsAmong,
  withoutBrackets,
} from './everything.ts';
import { wishInCall, wishInJson } from './json-wish.ts';
import { type Known, meantBy, readVocabulary, type Vocabulary } from './known-names.ts';
import { nameKey, normalForm, withoutFiller } from './normalize.ts';
import { tellsPictureSide } from './picture-side.ts';
import { isReport } from './report-text.ts';
import { onSide, sideOf } from './side.ts';
import { shortSideOf } from './side-beside.ts';
import { sideless } from './sideless.ts';
import { areKnown, beginsDenied, type Part, splitPrompt } from './split-prompt.ts';
import { asksForState } from './state-questions.ts';
import { takesAllBack } from './taken-away.ts';
import { toldPlainly } from './told-plainly.ts';

/** Letters and signs of the longest text that is read: four times all names of a pack of fourteen structures. */
export const LONGEST_PROMPT = 2000;

/** Members of the largest group of which a pack may consist without being all organs. */
const PAIR = 2;

/** What a text asks for. */
export interface Request {
  readonly prompts: readonly Prompt[];
  /** What the text says it does not want, under the names that people know. */
  readonly leftOut: readonly string[];
  /** What it asks for with a side that the structure does not have, in its own words; not among `prompts`. */
  readonly sideless: readonly Sideless[];
}

interface Sideless {
  readonly text: string;
  /** Of the structure. */
  readonly name: string;
}

/**
 * The structures asked for in `written`, in its order and without repetition. Parts are told apart by commas, semicolons,
 * new lines and words for "and", unless these belong to a name. A part that names a structure, by whichever of its names
 * and whatever polite words stand round it, has that structure; a group gives one prompt per member; a side without a noun
 * shares its neighbour's; what follows "not", "without" or "except" is left out. Any other part is left for the pack's
 * text encoder to read. "What is in this scan?" and the like ask for every structure, "all but the
 * liver" for every other. The time it takes grows with the length.
 *
 * @throws AppError 'prompt-empty' where no letter or digit is left, 'prompt-left-out' and 'prompt-sideless' where nothing
 * else is asked for, 'prompt-exception' where what is left out of everything is not known, 'prompt-report' and 'prompt-length' for what is not read at all.
 */
export function readRequest(
  written: string,
  structures: readonly Structure[],
  groups: readonly StructureGroup[],
): Request {
  const vocabulary = readVocabulary(structures, groups);
  const wish = wishInJson(written) ?? wishInCall(written) ?? written;
  const text = wish.length > LONGEST_PROMPT ? wish : toldPlainly(wish, (part) => areKnown(part, vocabulary));
  if (asksForEverything(text, structures.length) && !vocabulary.names.has(nameKey(text)))
    return { prompts: everyStructure(structures), leftOut: [], sideless: [] };
  if (isReport(text)) throw new AppError('prompt-report', {});
  if (text.length > LONGEST_PROMPT)
    throw new AppError('prompt-length', { characters: text.length, most: LONGEST_PROMPT });
  if (asksForState(text) || tellsPictureSide(text) || takesAllBack(text)) return unread(text);
  const wanted = leftOfAll(text) ?? insteadOfAll(text);
  if (wanted !== undefined) return readRequest(wanted, structures, groups);
  const exception = leftOutOfAll(text);
  if (exception !== undefined) return allBut(exception, structures, vocabulary);
  const meant = readParts(splitPrompt(text, vocabulary), vocabulary);
  return isUnsureOfAll(meant, structures) || leavesPartOut(meant)
    ? unread(text)
    : requestOf(meant, vocabulary);
}

/** What `meant` comes to, without repetition. */
function requestOf(meant: readonly Meant[], vocabulary: Vocabulary): Request {
  const excluded = new Set(
    meant.filter(({ negated }) => negated).flatMap(({ prompts }) => prompts.map(keyOf)),
  );
  const asked = new Map<string, Prompt>();
  for (const prompt of meant.flatMap(({ isLeftOut, prompts }) => (isLeftOut ? [] : prompts))) {
    const key = keyOf(prompt);
    if (!excluded.has(key) && !asked.has(key)) asked.set(key, prompt);
  }
  const leftOut = meant
    .flatMap(({ isLeftOut, prompts }) => (isLeftOut ? prompts : []))
    .filter((prompt) => !asked.has(keyOf(prompt)))
    .map((prompt) => nameOf(prompt, vocabulary));
  const prompts = [...asked.values()];
  const sideless = meant.flatMap((each) => each.sideless ?? []);
  if (prompts.length > 0) return { prompts, leftOut: [...new Set(leftOut)], sideless };
  if (sideless.length > 0) throw new AppError('prompt-sideless', sidelessDetails(sideless));
  if (leftOut.length > 0) throw new AppError('prompt-left-out', { names: leftOut });
  throw new AppError('prompt-empty', {});
}

/** For the pack's text encoder as a whole, or to be offered what it names. */
function unread(text: string): Request {
  return { prompts: [{ text: text.trim(), structure: undefined }], leftOut: [], sideless: [] };
}

/** "All organs, the liver set aside": what nobody can read may take something back from everything. */
function isUnsureOfAll(meant: readonly Meant[], structures: readonly Structure[]): boolean {
  const asked = meant.filter(({ isLeftOut }) => !isLeftOut);
  const isAll = ({ prompts }: Meant) => prompts.length > PAIR && prompts.length === structures.length;
  return asked.some(isAll) && asked.some(({ prompts }) => prompts.some(isUnknown));
}

/** "The pancreas, head only"; not "the oesophagus, lower third in FOV only", which says what the scan shows. */
const ONLY =
  /^(?!.*\b(?:fov|in view|imaged|covered)\b).*(?<!\p{L})(?:only|just|nur|seulement|uniquement|sólo|solo|solamente|soltanto|somente|apenas|alleen|tylko|только|лише|bara|kun)(?!\p{L})/iu;

/** "The liver, not the tumour", "the pancreas, head only": the organ's outline would have more than that inside. */
function leavesPartOut(meant: readonly Meant[]): boolean {
  const first = meant.findIndex(({ isLeftOut, prompts }) => !isLeftOut && !prompts.every(isUnknown));
  const isPart = ({ negated, prompts }: Meant) =>
    prompts.some(
      (prompt) =>
        isUnknown(prompt) &&
        (negated || beginsDenied(prompt.text) || ONLY.test(prompt.text)) &&
        isPartLeftOut(normalForm(prompt.text)),
    );
  return first >= 0 && meant.slice(first).some(isPart);
}

/** Everything without what `exception` names. */
function allBut(exception: string, structures: readonly Structure[], vocabulary: Vocabulary): Request {
  const { named, inside = '' } = withoutBrackets(exception);
  const explained = inside === '' ? [] : excepted(inside, structures, vocabulary);
  const isNamed = explained.length > 0 && !explained.some(isVague);
  const outside = excepted(named, structures, vocabulary);
  // "The hollow ones (stomach, bladder)" are those in brackets.
  const isVagueOnly = isNamed && outside.some(isVague) && !changesMeaning(normalForm(named));
  const meant = isVagueOnly ? explained : isNamed ? [...outside, ...explained] : outside;
  const unknown = meant.flatMap(({ prompts, sideless }) => [
    ...prompts.filter(isUnknown).map(({ text }) => text),
    ...(sideless ? [sideless.text] : []),
  ]);
  if (unknown.length > 0 || meant.length === 0) {
    throw new AppError('prompt-exception', { texts: unknown.length > 0 ? unknown : [exception] });
  }
  const excluded = new Set(meant.flatMap(({ prompts }) => prompts.map(({ structure }) => structure)));
  const prompts = everyStructure(structures).filter(({ structure }) => !excluded.has(structure));
  const leftOut = structures.filter(({ id }) => excluded.has(id)).map(({ name }) => name);
  if (prompts.length === 0) throw new AppError('prompt-left-out', { names: leftOut });
  return { prompts, leftOut, sideless: [] };
}

function excepted(text: string, structures: readonly Structure[], vocabulary: Vocabulary): readonly Meant[] {
  const vessels = vesselsAmong(structures);
  return readParts(splitPrompt(text, vocabulary), vocabulary).map((each) => ({
    ...each,
    prompts: each.prompts.flatMap((prompt) =>
      isUnknown(prompt) && meansVessels(prompt.text) && vessels.length > 0
        ? everyStructure(vessels)
        : [prompt],
    ),
  }));
}

function isVague({ prompts, sideless }: Meant): boolean {
  return sideless !== undefined || prompts.some(isUnknown);
}

function isUnknown({ structure }: Prompt): boolean {
  return structure === undefined;
}

/** What a scan does not show as far as is known, and what it is said to show. */
export interface Beyond {
  /** Of structures. */
  readonly names: readonly string[];
  readonly parts: readonly BodyPart[];
}

/** What of a text is not answered although the rest is, for people. */
export function asidesOf({
  leftOut,
  sideless,
  beyond,
}: Pick<Request, 'leftOut' | 'sideless'> & { readonly beyond?: Beyond | undefined }): readonly AppError[] {
  return [
    ...(leftOut.length > 0 ? [new AppError('prompt-left-out', { names: leftOut })] : []),
    ...(sideless.length > 0 ? [new AppError('prompt-sideless', sidelessDetails(sideless))] : []),
    ...(beyond ? [new AppError('prompt-beyond-part', { ...beyond })] : []),
  ];
}

/** What of it belongs to the scan's own notices: what such a scan does not show is a fact of the report, too. */
export function beyondAsides(beyond: Beyond | undefined): readonly WireError[] {
  return beyond ? [toWire(new AppError('prompt-beyond-part', { ...beyond }))] : [];
}

function sidelessDetails(sideless: readonly Sideless[]) {
  return {
    texts: [...new Set(sideless.map(({ text }) => text))],
    names: [...new Set(sideless.map(({ name }) => name))],
  };
}

/** The prompts of `readRequest`. */
export function readPrompts(
  text: string,
  structures: readonly Structure[],
  groups: readonly StructureGroup[],
): readonly Prompt[] {
  return readRequest(text, structures, groups).prompts;
}

function keyOf({ structure, text }: Prompt): string {
  return structure ?? `"${withoutFiller(text)}"`;
}

function nameOf({ structure, text }: Prompt, vocabulary: Vocabulary): string {
  return structure ? vocabulary.nameOf(structure) : text;
}

interface Meant {
  readonly negated: boolean;
  /** It is negated, or was taken back. */
  readonly isLeftOut: boolean;
  readonly prompts: readonly Prompt[];
  readonly sideless?: Sideless;
}

/** A side that stands for a noun of its own. */
const ONE = /\bone\s*$/i;

function readParts(parts: readonly Part[], vocabulary: Vocabulary): readonly Meant[] {
  const known = parts.map(({ text }) => meantBy(text, vocabulary));
  const narrowed = new Set<number>();
  const nouns = parts.flatMap(({ text }, at) => (sideOf(text) ? [] : [at]));
  const meant = parts.map(({ text, negated, isTakenBack }, n): Meant => {
    const left = { negated, isLeftOut: negated || isTakenBack === true };
    const isBehindName = known[n - 1] !== undefined;
    const side = known[n] ? undefined : (sideOf(text) ?? (isBehindName ? shortSideOf(text) : undefined));
    if (!side) return { ...left, ...asked(text, left.isLeftOut, known[n], vocabulary) };
    const shared = nounsRound(n, nouns)
      .map((at) => ({ at, noun: known[at], ids: onSide(known[at], side, vocabulary) }))
      .find(({ ids }) => ids.length > 0);
    if (!shared)
      return {
        ...left,
        ...asked(sharedWords(text, side, parts[n + 1]), left.isLeftOut, undefined, vocabulary),
      };
    // "kidney, left" and "the left one, the kidney" ask for one of the two.
    const isOne = shared.at < n || ONE.test(text);
    if (isOne && !left.isLeftOut && shared.noun?.isGroup) narrowed.add(shared.at);
    return { ...left, prompts: shared.ids.map((id) => named(id, vocabulary)) };
  });
  return meant.filter((_, n) => !narrowed.has(n));
}

/** Where the nouns are, of those at `nouns`, that a side at `n` may share: the next part that is no side, and the one before. */
function nounsRound(n: number, nouns: readonly number[]): readonly number[] {
  return [nouns.find((at) => at > n), nouns.findLast((at) => at < n)].filter((at) => at !== undefined);
}

/** "left" before "right lung" means "left lung", also where the lung is not known. */
function sharedWords(text: string, side: string, next: Part | undefined): string {
  const following = next && withoutFiller(next.text);
  return following && /^(?:left|right)\b/.test(following) ? following.replace(/^\w+/, side) : text;
}

function asked(
  text: string,
  isLeftOut: boolean,
  known: Known | undefined,
  vocabulary: Vocabulary,
): Pick<Meant, 'prompts' | 'sideless'> {
  const id = isLeftOut || known?.isGroup ? undefined : sideless(text, vocabulary);
  if (id !== undefined) return { prompts: [], sideless: { text, name: vocabulary.nameOf(id) } };
  return { prompts: promptsOf(text, known, vocabulary) };
}

function promptsOf(text: string, known: Known | undefined, vocabulary: Vocabulary): readonly Prompt[] {
  if (!known) return [{ text, structure: undefined }];
  if (!known.isGroup) return [{ text, structure: known.members[0] }];
  return known.members.map((id) => named(id, vocabulary));
}

function named(id: StructureId, vocabulary: Vocabulary): Prompt {
  return { text: vocabulary.nameOf(id), structure: id };
}
