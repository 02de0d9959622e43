import { AppError } from '#errors.ts';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { BodyPart, Targets } from '#model/manifest-targets.ts';
import type { Prompt } from '#model/prompt.ts';
import { type ScanWords, structuresOf, trainedOn, unquoted } from '#model/targets.ts';
import { asksForEverything } from './everything.ts';
import { knownAs, readVocabulary, type Vocabulary } from './known-names.ts';
import { nameKey, normalForm, saysHowTaken } from './normalize.ts';
import { LONGEST_PROMPT, type Request, readRequest } from './read-prompt.ts';
import { isReport } from './report-text.ts';
import { sideOf } from './side.ts';
import { splitPrompt } from './split-prompt.ts';

/** What a pack that takes any text has names for. */
export interface FreeVocabulary {
  readonly structures: readonly Structure[];
  readonly groups: readonly StructureGroup[];
  readonly targets?: Targets | undefined;
}

type Modality = ScanWords['modality'];

const NOWHERE: Targets = { wordings: [], parts: [] };

/**
 * The structures and texts asked for in `text`, for a pack that takes any text: one prompt per line, and per part between semicolons, neither
 * of which counts in quotes. A line that lists nothing but known names, "liver, spleen and left kidney", is a prompt for each, as with
 * other packs; any other is one prompt, commas and "and"s included, for so it was trained. "What is in this scan?" asks for what a scan of that kind and
 * part of the body may show.
 *
 * @throws AppError 'prompt-empty', 'prompt-report' and 'prompt-length' as `readRequest`; 'prompt-body-part' where everything is
 * asked for and nobody has said what the scan shows; 'prompt-left-out' and 'prompt-sideless' where nothing else is asked for.
 */
export function readFreeText(text: string, pack: FreeVocabulary, scan: ScanWords): Request {
  const vocabulary = readVocabulary(pack.structures, pack.groups);
  if (asksForEverything(text) && !vocabulary.names.has(nameKey(text)))
    return { prompts: everythingIn(pack, scan), leftOut: [], sideless: [] };
  if (isReport(text)) throw new AppError('prompt-report', {});
  if (text.length > LONGEST_PROMPT)
    throw new AppError('prompt-length', { characters: text.length, most: LONGEST_PROMPT });
  const tiers = tiersOf(pack, scan.modality);
  const read = linesOf(text).map((line) => readLine(line, pack.targets, tiers));
  const leftOut = [...new Set(read.flatMap((each) => each.leftOut))];
  const sideless = read.flatMap((each) => each.sideless);
  const asked = new Map<string, Prompt>();
  for (const prompt of read.flatMap(({ prompts }) => prompts)) {
    const key = prompt.structure ?? `"${prompt.text.toLowerCase()}"`;
    if (!asked.has(key)) asked.set(key, prompt);
  }
  if (asked.size === 0) throw new AppError('prompt-empty', {});
  return { prompts: [...asked.values()], leftOut, sideless };
}

function everythingIn({ structures, targets }: FreeVocabulary, { modality, parts = [] }: ScanWords) {
  const all = targets ? shownIn(targets, modality, parts) : structures.map(({ id }) => id);
  return structures
    .filter(({ id }) => all.includes(id))
    .map(({ id, name }): Prompt => ({ text: name, structure: id }));
}

function shownIn(targets: Targets, modality: Modality, parts: readonly BodyPart[]) {
  const ids = structuresOf(targets, modality, parts);
  if (ids.length === 0) throw new AppError('prompt-body-part', {});
  return ids;
}

/** Lines, and what is between semicolons in them; what is in quotes is whole. */
export function linesOf(text: string): readonly string[] {
  const lines = text.match(/(?:["“„«][^"“”„«»]*["”»“]|[^\n\r;；])+/gu) ?? [];
  return lines.map((line) => line.trim()).filter((line) => normalForm(line) !== '');
}

type Tier = Pick<FreeVocabulary, 'structures' | 'groups'>;

const kept = new WeakMap<Targets, Map<Modality, readonly Tier[]>>();

/**
 * The names that count for such a scan, first those of what the pack was trained to find in it: "vertebrae" are one target on MR and
 * many on CT.
 */
function tiersOf({ structures, groups, targets }: FreeVocabulary, modality: Modality): readonly Tier[] {
  if (!targets) return [{ structures, groups }];
  const byModality = kept.get(targets) ?? new Map<Modality, readonly Tier[]>();
  kept.set(targets, byModality);
  const before = byModality.get(modality);
  if (before) return before;
  const trained = new Set<string>(
    targets.wordings.filter((each) => each.modality === modality).map(({ structure }) => structure),
  );
  const fitting = groups.filter(({ members }) => members.every((id) => trained.has(id)));
  const made = [
    { structures: structures.filter(({ id }) => trained.has(id)), groups: fitting },
    { structures, groups: fitting },
  ];
  byModality.set(modality, made);
  return made;
}

function readLine(line: string, targets: Targets | undefined, all: readonly Tier[]): Request {
  const raw = { prompts: [{ text: line, structure: undefined }], leftOut: [], sideless: [] };
  if (unquoted(line) !== undefined) return raw;
  const trained = trainedOn(line, targets ?? NOWHERE);
  if (trained) return { ...raw, prompts: [{ text: line, structure: trained }] };
  const tier = all.find(({ structures, groups }) => isListOfNames(line, readVocabulary(structures, groups)));
  return tier ? readRequest(line, tier.structures, tier.groups) : raw;
}

/** The names that are offered for a scan: those of what the pack was trained to find in such ones. The same arrays each time. */
export function fittingNames(pack: FreeVocabulary, modality: Modality): Tier {
  const [first = pack] = tiersOf(pack, modality);
  return first;
}

/** A sentence about how the scan was taken is one that the pack may have been trained on, and is left as it is. */
function isListOfNames(line: string, vocabulary: Vocabulary): boolean {
  if (speaksOfScan(line)) return false;
  const parts = splitPrompt(line, vocabulary);
  const isKnown = (text: string) => knownAs(text, vocabulary) !== undefined;
  return (
    parts.some(({ text }) => isKnown(text)) &&
    parts.every(({ text }) => isKnown(text) || sideOf(text) !== undefined)
  );
}

const OF_A_SCAN =
  /\b(?:c(?:one beam )?ta?|mrt?|pet|ultrasound|echo\w*|tomograph\w*|imaging|resonance|microscop\w*|region)\b/;

function speaksOfScan(line: string): boolean {
  const plain = normalForm(line);
  return saysHowTaken(plain) || OF_A_SCAN.test(plain);
}
