import type { ModelManifest } from './manifest.ts';

interface Contradiction {
  readonly field: string;
  readonly reason: string;
}

/** The first field whose value does not agree with the rest of the manifest; undefined where all agree. */
export function findContradiction(manifest: ModelManifest): Contradiction | undefined {
  return (
    inFiles(manifest) ?? inBank(manifest) ?? inRoles(manifest) ?? inInput(manifest) ?? inVocabulary(manifest)
  );
}

function inFiles({ files, graphs, text }: ModelManifest): Contradiction | undefined {
  const listed = new Set(files.map(({ path }) => path));
  const used: [string, string][] = Object.entries(graphs).map(([role, { file }]) => [
    `graphs.${role}.file`,
    file,
  ]);
  for (const [role, { weights = [] }] of Object.entries(graphs)) {
    for (const [n, path] of weights.entries()) used.push([`graphs.${role}.weights.${n}`, path]);
  }
  if (text.tokenizer.kind === 'clip-bpe') used.push(['text.tokenizer.file', text.tokenizer.file]);
  if (text.bank) used.push(['text.bank.file', text.bank.file]);
  const missing = used.find(([, file]) => !listed.has(file));
  return missing && { field: missing[0], reason: `'${missing[1]}' is not listed in files` };
}

function inBank({ files, structures, text: { bank } }: ModelManifest): Contradiction | undefined {
  if (!bank) return undefined;
  const expected = 4 * structures.length * bank.width;
  const { bytes } = files.find(({ path }) => path === bank.file) ?? { bytes: expected };
  if (bytes === expected) return undefined;
  return { field: 'text.bank.width', reason: `asks for a bank of ${expected} bytes, not ${bytes}` };
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

function inRoles({ graphs, text, input }: ModelManifest): Contradiction | undefined {
  const isByWindows = input.tiling.kind === 'window-3d';
  const spared = new Set<string>();
  if (text.bank && graphs.textEncoder.outputs['structureLogits'] !== undefined) spared.add('embedding');
  if (isByWindows && graphs.promptDecoder.outputs['maskPhases'] !== undefined) spared.add('maskLogits');
  const absent = NEEDED.find(
    ([graph, side, role]) => !spared.has(role) && graphs[graph][side][role] === undefined,
  );
  if (absent) return { field: `graphs.${absent.join('.')}`, reason: 'is missing' };
  const drawn = (graphs.promptDecoder.noise ?? []).map(({ role }) => role);
  const undrawn = drawn.find((role) => graphs.promptDecoder.inputs[role] === undefined);
  if (undrawn !== undefined)
    return { field: 'graphs.promptDecoder.noise', reason: `'${undrawn}' is no input of promptDecoder` };
  const made = new Set(['text', ...drawn, ...Object.keys(graphs.imageEncoder.outputs)]);
  const unmade = Object.keys(graphs.promptDecoder.inputs).find((role) => !made.has(role));
  if (unmade === undefined) return undefined;
  return {
    field: `graphs.promptDecoder.inputs.${unmade}`,
    reason: 'is no output of imageEncoder, nor noise',
  };
}

function inInput({ input }: ModelManifest): Contradiction | undefined {
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
  const uneven = tiling.size.findIndex((n, axis) => n % (tiling.multipleOf[axis] ?? 1) !== 0);
  if (uneven < 0) return undefined;
  return { field: `input.tiling.size.${uneven}`, reason: 'is not a multiple of multipleOf' };
}

/** Slices are bytes. */
function inGreyValues({ intensity, presets = [] }: ModelManifest['input']): Contradiction | undefined {
  const rules = [
    ...Object.entries(intensity).map(([modality, rule]) => ({ field: `input.intensity.${modality}`, rule })),
    ...presets.map(({ rule }, n) => ({ field: `input.presets.${n}.rule`, rule })),
  ];
  const other = rules.find(({ rule: { to } }) => to[0] !== 0 || to[1] !== 255);
  return other && { field: `${other.field}.to`, reason: 'must be 0 and 255 for slices' };
}

function inVocabulary({ structures, groups, output }: ModelManifest): Contradiction | undefined {
  for (const key of ['id', 'labelId'] as const) {
    const twice = structures.findIndex((s, n) => structures.findIndex((t) => t[key] === s[key]) !== n);
    if (twice >= 0) return { field: `structures.${twice}.${key}`, reason: 'occurs twice' };
  }
  const known = new Set<string>(structures.map(({ id }) => id));
  for (const [n, { members }] of groups.entries()) {
    const stranger = members.findIndex((id) => !known.has(id));
    if (stranger >= 0)
      return { field: `groups.${n}.members.${stranger}`, reason: 'is no structure of the pack' };
  }
  return inStructureRules(output, known);
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
