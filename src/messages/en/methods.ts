import { isEdited } from '#results/edit-tools.ts';
import { type FoundObject, isByModel } from '#results/finding.ts';
import { keptAs } from '#results/kept-piece.ts';
import type { MethodsFacts, UsedModel } from '#results/methods-facts.ts';
import type { WorldBox } from '#volume/types.ts';
import { numbers } from './words.ts';

const MODALITY = { CT: 'CT', MR: 'MR', other: 'another kind of scan' };
const BACKEND = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'the processor' };
/** Digits of a SHA-256 that are told: enough to know a file by. */
const HASH_DIGITS = 12;

/** A paragraph for the methods of a paper, to be pasted as it stands. */
export function methods(facts: MethodsFacts): string {
  const { appVersion, at, models } = facts;
  const sentences = [
    `Segmentation was performed with parse3d ${appVersion} on ${at.toISOString().slice(0, 10)}, on the user’s own computer; it is for research use only and no medical device.`,
    ...models.flatMap(modelSentences),
    scanSentence(facts),
    ...promptSentences(facts),
    ...outlineSentences(facts),
    ...(facts.objects.length > 0
      ? [
          'Volumes are the number of voxels times the volume of one; surfaces were estimated by Crofton’s formula; diameters are the longest distance within an object.',
        ]
      : []),
  ];
  return `${sentences.join(' ')}\n`;
}

function modelSentences({ pack, devices, readings, sent, regions }: UsedModel): readonly string[] {
  const { name, id, version, precision, files } = pack;
  const stored = precision ? `, weights stored as ${precision}` : '';
  const hashes = files.map(({ path, sha256 }) => `${path} ${sha256.slice(0, HASH_DIGITS)}`).join(', ');
  const where = devices.map(({ backend, name: device, threads }) => {
    const more = [
      ...(device === BACKEND[backend] ? [] : [device]),
      ...(threads > 1 ? [`${threads} threads`] : []),
    ];
    return more.length > 0 ? `${BACKEND[backend]} (${more.join(', ')})` : BACKEND[backend];
  });
  return [
    `The model was ${name}, version ${version} (pack “${id}”${stored}; SHA-256 of its files, first ${HASH_DIGITS} digits: ${hashes}), run on ${numbers.list(where)}.`,
    ...readings.map(
      ({ preset, low, high, axes, through, seed, together, existenceThreshold }) =>
        `It was applied slice by slice, towards ${through}, with rows and columns turned to ${axes}, intensities from ${low} to ${high} (preset “${preset}”) and random seed ${seed}; prompts were decoded ${together ? 'together' : 'one by one'}, and a slice counted from an existence of ${existenceThreshold}.`,
    ),
    ...(sent.length > 0 ? [`It was asked with ${numbers.list(sent.map((text) => `“${text}”`))}.`] : []),
    ...regions.flatMap(regionSentence),
  ];
}

function regionSentence(box: WorldBox | undefined): readonly string[] {
  if (!box) return [];
  const ends = [0, 1, 2].map((axis) =>
    [box.from, box.to].map((at) => numbers.fixed(at[axis] ?? 0, 1)).join(' to '),
  );
  return [
    `It was asked only about the box x ${ends[0]}, y ${ends[1]}, z ${ends[2]} mm (RAS+); the rest of the scan was not looked at.`,
  ];
}

function scanSentence({ modality, modalityIsGuess }: MethodsFacts): string {
  const by = modalityIsGuess ? ', which was guessed from its intensities' : '';
  return `The scan was taken for ${MODALITY[modality]}${by}.`;
}

function promptSentences({ prompts, notFound, notUnderstood }: MethodsFacts): readonly string[] {
  if (prompts.length === 0) return [];
  const quoted = (texts: readonly string[]) => numbers.list(texts.map((text) => `“${text}”`));
  return [
    `${numbers.plural(prompts.length, { one: 'The text prompt was', other: 'The text prompts were' })} ${quoted(prompts)}.`,
    ...(notFound.length > 0 ? [`Not found in the scan: ${numbers.list(notFound)}.`] : []),
    ...(notUnderstood.length > 0 ? [`Not understood, so not looked for: ${quoted(notUnderstood)}.`] : []),
  ];
}

function outlineSentences({ objects }: MethodsFacts): readonly string[] {
  const answered = objects.filter(isByModel);
  const drawn = objects.filter(({ isDrawn }) => isDrawn).map(withTools);
  const read = objects
    .filter(({ fromFile }) => fromFile)
    .map((object) => `${withTools(object)}, ${origin(object)}`);
  return [
    ...modelOutlines(answered),
    ...(drawn.length > 0 ? [`Drawn by hand, without a model: ${numbers.list(drawn)}.`] : []),
    ...(read.length > 0 ? [`Read from files, not made by this software: ${numbers.list(read)}.`] : []),
  ];
}

function modelOutlines(objects: readonly FoundObject[]): readonly string[] {
  if (objects.length === 0) return [];
  const thresholds = grouped(objects, ({ threshold }) => `above ${threshold}`);
  const pieces = grouped(objects, (object) => KEPT[keptAs(object)]);
  const changed = objects.filter(({ isChanged, edits }) => isChanged || isEdited(edits)).map(withTools);
  return [
    `A voxel belongs to an object where its probability is ${thresholds}.`,
    `Kept of each object: ${pieces}.`,
    changed.length === 0
      ? 'No outline was changed by hand.'
      : `Changed by hand: ${numbers.list(changed)}; all others are as the model drew them.`,
  ];
}

const KEPT = {
  all: 'all connected pieces',
  largest: 'the largest connected piece',
  inPlace: 'the largest connected piece that lies where the other organs have it',
  chosen: 'pieces that were chosen by hand',
};

const origin = ({ fromFile }: FoundObject) =>
  `label ${fromFile?.label} of ${fromFile?.file ? `“${fromFile.file}”` : 'a file'}`;

/** An object, and how often each tool was used on it. */
function withTools({ title, edits }: FoundObject): string {
  const tools = Object.entries(edits).map(([tool, times]) => `${tool.replaceAll('-', ' ')} × ${times}`);
  return tools.length > 0 ? `${title} (${tools.join(', ')})` : title;
}

/** What all have alike once; else each with whom it holds for. */
function grouped<T extends { readonly title: string }>(
  objects: readonly T[],
  say: (object: T) => string,
): string {
  const groups = new Map<string, string[]>();
  for (const object of objects) groups.set(say(object), [...(groups.get(say(object)) ?? []), object.title]);
  if (groups.size === 1) return [...groups.keys()].join();
  return numbers.list([...groups].map(([what, titles]) => `${what} (${titles.join(', ')})`));
}
