import { sha256 as sha256Of } from 'hash-wasm';
import { AppError } from '#errors.ts';
import { checkFiles } from './check-files.ts';
import type { CheckedPart, Checkpoint } from './checkpoint.ts';
import { Journal } from './journal.ts';
import { type Layout, type LayoutFile, readLayout } from './layout.ts';
import { type ModelTensors, modelTensors } from './model-tensors.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { named } from './refusal.ts';
import type { Sink } from './sink.ts';
import type { Source } from './source.ts';
import { verify } from './verify.ts';
import { type WrittenFile, writeWeights } from './write-weights.ts';

const MANIFEST = 'manifest.json';

/** What a pack is made of besides the checkpoint: small files that come with parse3d. */
export interface Recipe {
  /** JSON of layout.json, for one precision. */
  readonly layout: unknown;
  /** JSON of the pack's manifest without its `files` and `precision`. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** A file that the layout says goes into the pack as it is. */
  readonly copy: (path: string) => Promise<Uint8Array>;
}

export interface ConvertProgress {
  /** `verify` reads the checkpoint, `write` counts the pack's bytes, `check` reads them once more. */
  readonly stage: 'verify' | 'write' | 'check';
  readonly done: number;
  readonly total: number;
}

export interface ConvertOptions {
  /** Takes a checkpoint with tensors that the model has no place for. */
  readonly allowUnknown?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ConvertProgress) => void;
}

export interface Converted {
  readonly files: readonly WrittenFile[];
  /** Tensors of the checkpoint that the model has no place for. */
  readonly ignored: readonly string[];
}

/**
 * Writes the pack that `recipe` makes of a checkpoint. The manifest comes last: without it nothing is a pack. Files that an
 * interrupted run with the same checkpoint and recipe has finished are kept. Memory does not grow with the checkpoint.
 *
 * @throws AppError 'checkpoint-unreadable', 'checkpoint-damaged', 'checkpoint-other-model', 'pack-invalid', 'weights-corrupt',
 *   'file-unreadable', 'pack-file-corrupt'; the signal's reason.
 */
export function convert(
  source: Source,
  recipe: Recipe,
  sink: Sink,
  options: ConvertOptions = {},
): Promise<Converted> {
  return named(source.name, async () => {
    const layout = readLayout(recipe.layout);
    const checkpoint = await openCheckpoint(source);
    const model = modelTensors(source.name, checkpoint, layout.checkpoint, options.allowUnknown ?? false);
    const copies = await readCopies(layout, recipe);
    await sink.remove(MANIFEST);
    const weights = await writeAll(source, layout, { checkpoint, model }, sink, options);
    for (const [path, content] of copies) await writeSmall(sink, path, content);
    const copied = layout.copies.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
    const files = [...copied, ...weights];
    await check(sink, recipe, files, options);
    const manifest = { ...recipe.manifest, precision: layout.precision, files };
    const json = `${JSON.stringify(manifest, undefined, 2)}\n`;
    await writeSmall(sink, MANIFEST, new TextEncoder().encode(json));
    await Journal.remove(sink);
    return { files, ignored: model.ignored };
  });
}

/** What does not come back as it was written is removed, so that it is written anew the next time. */
async function check(
  sink: Sink,
  { manifest }: Recipe,
  files: readonly WrittenFile[],
  { signal, onProgress }: ConvertOptions,
): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const pack = String(manifest['name'] ?? manifest['id']);
  const onBytes = (done: number) => onProgress?.({ stage: 'check', done, total });
  try {
    await checkFiles(sink, files, { pack, signal, onBytes });
  } catch (error) {
    if (error instanceof AppError && error.code === 'pack-file-corrupt') {
      await sink.remove((error as AppError<'pack-file-corrupt'>).details.file);
    }
    throw error;
  }
}

interface Opened {
  readonly checkpoint: Checkpoint;
  readonly model: ModelTensors;
}

async function writeAll(
  source: Source,
  layout: Layout,
  { checkpoint, model: { tensors } }: Opened,
  sink: Sink,
  { signal, onProgress }: ConvertOptions,
): Promise<WrittenFile[]> {
  const recipe = await sha256Of(JSON.stringify(layout));
  const key = `${checkpoint.fingerprint} ${recipe}`;
  const journal = await Journal.open(sink);
  const pending = layout.files.filter(({ path }) => !journal.finished(key, path));
  const parts = checkedParts(pending, tensors);
  const read = [...parts.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  await verify(source, parts, signal, (done) => onProgress?.({ stage: 'verify', done, total: read }));
  const total = layout.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const written: WrittenFile[] = [];
  let before = 0;
  for (const file of layout.files) {
    const onBytes = (done: number) => onProgress?.({ stage: 'write', done: before + done, total });
    let finished = journal.finished(key, file.path);
    if (!finished) {
      finished = await writeWeights(file, { source, tensors, layout, sink, signal, onBytes });
      await journal.add(key, finished);
    }
    written.push(finished);
    before += file.bytes;
  }
  onProgress?.({ stage: 'write', done: total, total });
  return written;
}

/** What has a checksum among the parts that `files` are made of, by offset. */
function checkedParts(
  files: readonly LayoutFile[],
  tensors: ModelTensors['tensors'],
): ReadonlyMap<number, CheckedPart> {
  const parts = files.flatMap((file) => file.tensors.map(({ source }) => tensors.get(source)?.checked));
  return new Map(parts.filter((part) => part !== undefined).map((part) => [part.offset, part]));
}

async function readCopies(layout: Layout, recipe: Recipe): Promise<ReadonlyMap<string, Uint8Array>> {
  const copies = new Map<string, Uint8Array>();
  for (const { path, sha256 } of layout.copies) {
    const content = await recipe.copy(path);
    const actual = await sha256Of(content);
    if (actual !== sha256) throw new AppError('weights-corrupt', { file: path, expected: sha256, actual });
    copies.set(path, content);
  }
  return copies;
}

async function writeSmall(sink: Sink, path: string, content: Uint8Array): Promise<void> {
  const file = await sink.create(path);
  try {
    await file.append(content);
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}
