import type { ModelManifest } from './manifest.ts';
import { graphsOf, inKind, type PromptedManifest, prompted } from './manifest-kinds.ts';
import { MOST_NOISE, MOST_WINDOW_VOXELS } from './manifest-limits.ts';
import { inNnunet } from './nnunet-consistency.ts';
import { inRefine } from './refine-consistency.ts';
import { kindOf } from './tilings.ts';

interface Contradiction {
  readonly field: string;
  readonly reason: string;
}

/** The first field whose value does not agree with the rest of the manifest; undefined where all agree. */
export function findContradiction(manifest: ModelManifest): Contradiction | undefined {
  const { tiling } = manifest.input;
  return (
    inKind(manifest) ??
    inPaths(manifest) ??
    inFiles(manifest) ??
    inBank(manifest) ??
    inVocabulary(manifest) ??
    inScores(manifest) ??
    inScene(manifest) ??
    inRefine(manifest) ??
    (tiling.kind === 'nnunet' ? inNnunet(manifest, tiling) : inPrompted(prompted(manifest)))
  );
}

/** The check of whole scans looks at windows of the body, and at structures of the pack. */
function inScene({ scene, input, structures }: ModelManifest): Contradiction | undefined {
  if (!scene) return undefined;
  if (!kindOf(input.tiling).hasModelGrid) return { field: 'scene', reason: 'is for windows only' };
  const ids = new Set<string>(structures.map(({ id }) => id));
  const named = [scene.reach ?? {}, ...Object.values(scene.clarity)].flatMap(Object.keys);
  const stranger = [...scene.expected, ...named].find((id) => !ids.has(id));
  return stranger === undefined
    ? undefined
    : { field: 'scene', reason: `'${stranger}' is no structure of the pack` };
}

function inPrompted(manifest: PromptedManifest): Contradiction | undefined {
  return inRoles(manifest) ?? inInput(manifest) ?? inRules(manifest);
}

/** What parse3d itself writes beside a pack's files, or calls a file while it is being written. */
const OWN = /^(?:manifest|origin|conversion)\.json$|\.part$/;

/** Disks that do not tell upper from lower case shall hold a pack too. */
function inPaths({ files }: ModelManifest): Contradiction | undefined {
  const seen = new Set<string>();
  const folders = new Set<string>();
  for (const [n, { path }] of files.entries()) {
    const field = `files.${n}.path`;
    const plain = path.toLowerCase();
    if (OWN.test(plain)) return { field, reason: `'${path}' is a name that parse3d keeps for itself` };
    if (seen.has(plain)) return { field, reason: `'${path}' is listed twice` };
    seen.add(plain);
    const parts = plain.split('/').slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth++) folders.add(parts.slice(0, depth).join('/'));
  }
  const both = files.findIndex(({ path }) => folders.has(path.toLowerCase()));
  return both < 0 ? undefined : { field: `files.${both}.path`, reason: 'is a folder of other files too' };
}

function inFiles({ files, graphs, text }: ModelManifest): Contradiction | undefined {
  const listed = new Set(files.map(({ path }) => path));
  const used: [string, string][] = [];
  for (const [role, { file, planes, winograd, weights = [] }] of graphsOf({ graphs })) {
    used.push([`graphs.${role}.file`, file]);
    if (planes !== undefined) used.push([`graphs.${role}.planes`, planes]);
    if (winograd !== undefined) used.push([`graphs.${role}.winograd`, winograd]);
    for (const [n, path] of weights.entries()) used.push([`graphs.${role}.weights.${n}`, path]);
  }
  if (text.tokenizer?.kind === 'clip-bpe') used.push(['text.tokenizer.file', text.tokenizer.file]);
  for (const [field, path] of banksOf(text.bank)) used.push([field, path]);
  const missing = used.find(([, file]) => !listed.has(file));
  return missing && { field: missing[0], reason: `'${missing[1]}' is not listed in files` };
}

function banksOf(bank: ModelManifest['text']['bank']): readonly (readonly [field: string, file: string])[] {
  if (!bank) return [];
  const folds = (bank.folds ?? []).map((path, n) => [`text.bank.folds.${n}`, path] as const);
  return [['text.bank.file', bank.file], ...folds];
}

function inBank({ files, structures, input, text: { bank } }: ModelManifest): Contradiction | undefined {
  if (!bank) return undefined;
  const rows = structures.length + (kindOf(input.tiling).asks === 'head' ? 1 : 0);
  const expected = 4 * rows * bank.width;
  for (const [, path] of banksOf(bank)) {
    const { bytes = expected } = files.find((file) => file.path === path) ?? {};
    if (bytes !== expected)
      return { field: 'text.bank.width', reason: `asks for a bank of ${expected} bytes, not ${bytes}` };
  }
  return undefined;
}

/** Roles that a graph must name; with a bank the text encoder may give the meaning of a text alone. */
const NEEDED = [
  ['imageEncoder', 'inputs', 'image'],
  ['textEncoder', 'inputs', 'tokens'],
  ['textEncoder', 'outputs', 'embedding'],
  ['promptDecoder', 'inputs', 'text'],
  ['promptDecoder', 'outputs', 'maskLogits'],
  ['promptDecoder', 'outputs', 'existenceLogits'],
] as const;

function inRoles({ graphs, text, input }: PromptedManifest): Contradiction | undefined {
  const spared = new Set<string>();
  if (text.bank && graphs.textEncoder.outputs['structureLogits'] !== undefined) spared.add('embedding');
  if (kindOf(input.tiling).hasModelGrid && graphs.promptDecoder.outputs['maskPhases'] !== undefined)
    spared.add('maskLogits');
  const absent = NEEDED.find(
    ([graph, side, role]) => !spared.has(role) && graphs[graph][side][role] === undefined,
  );
  if (absent) return { field: `graphs.${absent.join('.')}`, reason: 'is missing' };
  const drawn = (graphs.promptDecoder.noise ?? []).map(({ role }) => role);
  const undrawn = drawn.find((role) => graphs.promptDecoder.inputs[role] === undefined);
  if (undrawn !== undefined)
    return { field: 'graphs.promptDecoder.noise', reason: `'${undrawn}' is no input of promptDecoder` };
  const large = (graphs.promptDecoder.noise ?? []).findIndex(
    ({ shape }) => shape.reduce((product, n) => product * n, 1) > MOST_NOISE,
  );
  if (large >= 0)
    return {
      field: `graphs.promptDecoder.noise.${large}.shape`,
      reason: `is more than ${MOST_NOISE} numbers`,
    };
  const made = new Set(['text', ...drawn, ...Object.keys(graphs.imageEncoder.outputs)]);
  const unmade = Object.keys(graphs.promptDecoder.inputs).find((role) => !made.has(role));
  if (unmade === undefined) return undefined;
  return {
    field: `graphs.promptDecoder.inputs.${unmade}`,
    reason: 'is no output of imageEncoder, nor noise',
  };
}

function inInput({ input }: PromptedManifest): Contradiction | undefined {
  const { orientation, spacing, tiling } = input;
  if ((orientation === 'RAS') !== (spacing.kind === 'fixed')) {
    const reason = `'${spacing.kind}' cannot go with orientation '${orientation}': RAS is fixed, stored is native`;
    return { field: 'input.spacing.kind', reason };
  }
  if (tiling.kind === 'slices-2.5d') {
    if (orientation !== 'stored')
      return { field: 'input.orientation', reason: "must be 'stored' for slices" };
    return inGreyValues(input);
  }
  if (input.presets) return { field: 'input.presets', reason: 'is for slices only' };
  if (tiling.kind !== 'window-3d') return undefined;
  if (tiling.size[0] * tiling.size[1] * tiling.size[2] > MOST_WINDOW_VOXELS)
    return { field: 'input.tiling.size', reason: `is more than ${MOST_WINDOW_VOXELS} voxels` };
  const uneven = tiling.size.findIndex((n, axis) => n % (tiling.multipleOf[axis] ?? 1) !== 0);
  if (uneven < 0) return undefined;
  return { field: `input.tiling.size.${uneven}`, reason: 'is not a multiple of multipleOf' };
}

function greyRules({ intensity, presets = [] }: PromptedManifest['input']) {
  return [
    ...Object.entries(intensity).map(([modality, rule]) => ({ field: `input.intensity.${modality}`, rule })),
    ...presets.map(({ rule }, n) => ({ field: `input.presets.${n}.rule`, rule })),
  ];
}

/** Slices are bytes. */
function inGreyValues(input: PromptedManifest['input']): Contradiction | undefined {
  const other = greyRules(input).find(({ rule: { to } }) => to[0] !== 0 || to[1] !== 255);
  return other && { field: `${other.field}.to`, reason: 'must be 0 and 255 for slices' };
}

function inRules({ input }: PromptedManifest): Contradiction | undefined {
  const empty = greyRules(input).find(({ rule: { low, high } }) => low >= high);
  return empty && { field: `${empty.field}.high`, reason: 'is not above low' };
}

function inScores({ scores }: ModelManifest): Contradiction | undefined {
  const absurd = scores.findIndex(({ metric, value }) => /^dice$/i.test(metric) && (value < 0 || value > 1));
  return absurd < 0
    ? undefined
    : { field: `scores.${absurd}.value`, reason: 'is no Dice: below 0 or above 1' };
}

function inVocabulary({ structures, groups, output, targets }: ModelManifest): Contradiction | undefined {
  for (const key of ['id', 'labelId'] as const) {
    const seen = new Set<unknown>();
    const twice = structures.findIndex((each) => seen.size === seen.add(each[key]).size);
    if (twice >= 0) return { field: `structures.${twice}.${key}`, reason: 'occurs twice' };
  }
  const known = new Set<string>(structures.map(({ id }) => id));
  for (const [n, { members }] of groups.entries()) {
    const stranger = members.findIndex((id) => !known.has(id));
    if (stranger >= 0)
      return { field: `groups.${n}.members.${stranger}`, reason: 'is no structure of the pack' };
  }
  return inTargets(targets, known) ?? inStructureRules(output, known);
}

function inTargets(targets: ModelManifest['targets'], known: ReadonlySet<string>): Contradiction | undefined {
  const named: (readonly [field: string, id: string])[] = [
    ...(targets?.wordings ?? []).map(({ structure }, n) => [`wordings.${n}.structure`, structure] as const),
    ...(targets?.parts ?? []).flatMap(({ structures }, n) =>
      structures.map((id, at) => [`parts.${n}.structures.${at}`, id] as const),
    ),
    ...(targets?.instances ?? []).map((id, n) => [`instances.${n}`, id] as const),
  ];
  const stranger = named.find(([, id]) => !known.has(id));
  return stranger && { field: `targets.${stranger[0]}`, reason: 'is no structure of the pack' };
}

function inStructureRules(
  { existence, components }: ModelManifest['output'],
  known: ReadonlySet<string>,
): Contradiction | undefined {
  const rules = {
    existence: existence?.structures,
    components: typeof components === 'object' ? components.structures : undefined,
  };
  for (const [field, structures] of Object.entries(rules)) {
    const stranger = Object.keys(structures ?? {}).find((id) => !known.has(id));
    if (stranger !== undefined)
      return { field: `output.${field}.structures.${stranger}`, reason: 'is no structure of the pack' };
  }
  return undefined;
}
