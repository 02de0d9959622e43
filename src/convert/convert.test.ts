import { expect, test } from 'vitest';
import { AppError, type ErrorCode } from '#errors.ts';
import { memorySink } from '#testing/memory-sink.ts';
import { microFile, microGoldens, microRecipe, PRECISIONS } from '#testing/micro-checkpoint.ts';
import { type ConvertProgress, convert } from './convert.ts';
import { blobSource, readAhead, type Source } from './source.ts';

const CHECKPOINT = microFile('micro.ckpt');
const GOLDENS = microGoldens();
const source = (bytes: Uint8Array<ArrayBuffer> = CHECKPOINT) => blobSource('micro.ckpt', new Blob([bytes]));

async function refusal(bytes: Uint8Array<ArrayBuffer>): Promise<ErrorCode> {
  const sink = memorySink();
  const error = await convert(source(bytes), microRecipe('float16'), sink).catch((thrown: unknown) => thrown);
  expect(sink.files.has('manifest.json')).toBe(false);
  expect([...sink.unfinished]).toEqual([]);
  if (!(error instanceof AppError)) throw error;
  return error.code;
}

test.each(PRECISIONS)('weights of %s are, byte for byte, those that Python writes', async (precision) => {
  const sink = memorySink();
  const { files, ignored } = await convert(source(), microRecipe(precision), sink);
  const hashes = Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));
  expect(hashes).toMatchObject(GOLDENS.precisions[precision].sha256);
  expect(ignored).toEqual([]);
  expect([...sink.files.keys()].sort()).toEqual([...Object.keys(hashes), 'manifest.json'].sort());
  const manifest: unknown = JSON.parse(new TextDecoder().decode(sink.files.get('manifest.json')));
  expect(manifest).toEqual({ id: 'micro', precision, files });
  for (const { path, bytes } of files) expect(sink.files.get(path)?.length).toBe(bytes);
});

test('progress counts the checkpoint, then the pack, to its end', async () => {
  const seen: ConvertProgress[] = [];
  const onProgress = (progress: ConvertProgress) => seen.push(progress);
  await convert(source(), microRecipe('int8'), memorySink(), { onProgress });
  expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(['verify', 'write', 'check']);
  for (const stage of ['verify', 'write', 'check']) {
    const counts = seen.filter((progress) => progress.stage === stage).map(({ done }) => done);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.at(-1)).toBe(seen.findLast((progress) => progress.stage === stage)?.total);
  }
});

test('no more than a few megabytes are read at once', async () => {
  const inner = source();
  let largest = 0;
  const read: Source['read'] = (offset, length) => {
    largest = Math.max(largest, length);
    return inner.read(offset, length);
  };
  await convert({ ...inner, read }, microRecipe('float16'), memorySink());
  expect(largest).toBeLessThan(2 ** 18);
});

test('read ahead, a checkpoint of many small tensors takes few reads and gives the same bytes', async () => {
  let reads = 0;
  const inner = source();
  const read: Source['read'] = (offset, length) => {
    reads += 1;
    return inner.read(offset, length);
  };
  const sink = memorySink();
  const { files } = await convert(readAhead({ ...inner, read }), microRecipe('int8'), sink);
  const hashes = Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));
  expect(hashes).toMatchObject(GOLDENS.precisions.int8.sha256);
  expect(reads).toBeLessThan(50);
});

test('a file cut anywhere is refused and leaves no pack', async () => {
  for (const share of [0, 0.001, 0.01, 0.3, 0.9, 0.999]) {
    const code = await refusal(CHECKPOINT.slice(0, Math.floor(share * CHECKPOINT.length)));
    expect(code).toBe(share === 0 ? 'checkpoint-unreadable' : 'checkpoint-damaged');
  }
});

test('a changed weight is noticed by its checksum', async () => {
  const changed = CHECKPOINT.slice();
  const middle = Math.floor(changed.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  expect(await refusal(changed)).toBe('checkpoint-damaged');
});

test('a changed index is noticed by its checksum', async () => {
  const changed = CHECKPOINT.slice();
  const name = new TextEncoder().encode('pixel_mean');
  const at = changed.findIndex((_, start) => name.every((byte, i) => changed[start + i] === byte));
  changed[at] = 'P'.charCodeAt(0);
  expect(await refusal(changed)).toBe('checkpoint-damaged');
});

test('random damage never makes anything but a clear refusal', async () => {
  let seed = 1;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed % below;
  };
  const index = CHECKPOINT.length - 100_000;
  for (let n = 0; n < 60; n++) {
    const changed = CHECKPOINT.slice();
    // The pickle lies at the start, the directory at the end.
    const at = n % 2 === 0 ? random(60_000) : index + random(100_000);
    changed.fill(random(256), at, at + 1 + random(8));
    const sink = memorySink();
    const error: unknown = await convert(source(changed), microRecipe('int8'), sink).catch(
      (thrown: unknown) => thrown,
    );
    if (error instanceof AppError) expect(error.code).toMatch(/^checkpoint-/);
    else expect(error).toHaveProperty('files');
    expect([...sink.unfinished]).toEqual([]);
  }
});

test('what the disk does not give back as it was written becomes no pack, and is written anew', async () => {
  const sink = memorySink();
  const slice = async (path: string, offset: number, length: number) => {
    const part = await sink.slice(path, offset, length);
    return path === 'text-encoder.weights' ? part.with(100, (part[100] ?? 0) ^ 1) : part;
  };
  await expect(convert(source(), microRecipe('int8'), { ...sink, slice })).rejects.toMatchObject({
    code: 'pack-file-corrupt',
    details: { file: 'text-encoder.weights' },
  });
  expect(sink.files.has('manifest.json')).toBe(false);
  const { files } = await convert(source(), microRecipe('int8'), sink);
  expect(files.map(({ path }) => path)).toContain('text-encoder.weights');
  expect(sink.files.has('manifest.json')).toBe(true);
});

test('another model is refused with the names that differ', async () => {
  const recipe = microRecipe('float16');
  const layout = recipe.layout as { checkpoint: Record<string, number[]> };
  const { pixel_mean: _, pixel_std: __, ...rest } = layout.checkpoint;
  const checkpoint = { ...rest, pixel_std: [3], 'head.weight': [2] };
  const given = { ...recipe, layout: { ...layout, files: [], checkpoint } };
  const failed = convert(source(), given, memorySink());
  await expect(failed).rejects.toMatchObject({
    code: 'checkpoint-other-model',
    details: {
      missing: ['head.weight'],
      unknown: ['pixel_mean'],
      misshapen: ['pixel_std (1, 3, 1, 1) instead of (3)'],
    },
  });
});

test('tensors without a place are left out where that is asked for', async () => {
  const recipe = microRecipe('float16');
  const layout = recipe.layout as { checkpoint: Record<string, number[]> };
  const { 'sem_seg_head.predictor.class_embed': _, ...checkpoint } = layout.checkpoint;
  const given = { ...recipe, layout: { ...layout, checkpoint } };
  await expect(convert(source(), given, memorySink())).rejects.toThrow('checkpoint-other-model');
  const { ignored } = await convert(source(), given, memorySink(), { allowUnknown: true });
  expect(ignored).toEqual(['sem_seg_head.predictor.class_embed']);
});

test('a recipe whose graph is not the one it promises is refused', async () => {
  const recipe = { ...microRecipe('float16'), copy: async () => Uint8Array.of(1) };
  await expect(convert(source(), recipe, memorySink())).rejects.toThrow('weights-corrupt');
});

test('a stopped conversion leaves no pack, and goes on where it was', async () => {
  const sink = memorySink();
  const stop = new AbortController();
  const onProgress = ({ stage, done, total }: ConvertProgress) => {
    if (stage === 'write' && done > 0.9 * total) stop.abort(new Error('enough'));
  };
  const first = convert(source(), microRecipe('int4'), sink, { signal: stop.signal, onProgress });
  await expect(first).rejects.toThrow('enough');
  expect([...sink.unfinished]).toEqual([]);
  expect(sink.files.has('manifest.json')).toBe(false);
  const kept = sink.files.get('image-encoder.weights');
  expect(kept).toBeDefined();
  const { files } = await convert(source(), microRecipe('int4'), sink);
  expect(sink.files.get('image-encoder.weights')).toBe(kept);
  expect(sink.files.has('conversion.json')).toBe(false);
  const hashes = Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));
  expect(hashes).toMatchObject(GOLDENS.precisions.int4.sha256);
});

test('what another precision left is not taken over', async () => {
  const sink = memorySink();
  await convert(source(), microRecipe('int8'), sink);
  const bytes = sink.files.get('image-encoder.weights')?.length;
  const journal = { files: [{ key: 'another', path: 'image-encoder.weights', bytes, sha256: '' }] };
  sink.files.set('conversion.json', new TextEncoder().encode(JSON.stringify(journal)));
  const { files } = await convert(source(), microRecipe('int4'), sink);
  const hashes = Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));
  expect(hashes).toMatchObject(GOLDENS.precisions.int4.sha256);
});

test('a sink that fails is said as it is, and nothing half-written stays', async () => {
  const sink = memorySink();
  const create = async (path: string) => ({
    ...(await sink.create(path)),
    append: () => Promise.reject(new Error('the disk is full')),
  });
  await expect(convert(source(), microRecipe('int8'), { ...sink, create })).rejects.toThrow(
    'the disk is full',
  );
  expect([...sink.unfinished]).toEqual([]);
});
