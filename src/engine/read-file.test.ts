import { afterEach, expect, test, vi } from 'vitest';
import { nodeRuntime } from '#cli/node-runtime.ts';
import { convert } from '#convert/convert.ts';
import { blobSource } from '#convert/source.ts';
import { FakeFolder } from '#testing/fake-files.ts';
import { memorySink } from '#testing/memory-sink.ts';
import { microFile, microGoldens, microRecipe } from '#testing/micro-checkpoint.ts';
import { packFile } from './read-file.ts';

afterEach(() => vi.unstubAllGlobals());

/** The private file system with one file in it. */
async function privateFiles(path: readonly string[], content: Uint8Array): Promise<void> {
  const root = new FakeFolder();
  let folder = root;
  for (const name of path.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
  const file = await folder.getFileHandle(path.at(-1) ?? '', { create: true });
  (await file.createSyncAccessHandle()).write(content);
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => root } });
}

test('a file of the private file system is opened where it lies, next to its manifest', async () => {
  await privateFiles(['packs', 'micro-int8', 'a.weights'], Uint8Array.of(1, 2, 3));
  const url = new URL('a.weights', 'opfs:/packs/micro-int8/manifest.json').href;
  const seen: number[] = [];
  const content = await packFile(url, (done) => seen.push(done), undefined);
  expect(content).toBeInstanceOf(Blob);
  expect(new Uint8Array(await (content as Blob).arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
  expect(seen).toEqual([3]);
});

test('a file that is not there is refused, not empty', async () => {
  await privateFiles(['packs', 'a', 'manifest.json'], Uint8Array.of(1));
  await expect(packFile('opfs:/packs/b/manifest.json', () => {}, undefined)).rejects.toThrow('not there');
  await expect(packFile('opfs:/packs/a/b.weights', () => {}, undefined)).rejects.toThrow('not there');
});

test.each([
  ['as long as', 5],
  ['shorter than', 9],
  ['longer than', 2],
])('a file over HTTP that is %s its manifest promises comes as it is', async (_how, promised) => {
  const body = new Blob([Uint8Array.of(1, 2, 3, 4, 5)]).stream();
  vi.stubGlobal('fetch', async () => new Response(body));
  const seen: number[] = [];
  const content = await packFile(
    'https://parse3d.test/a.weights',
    (done) => seen.push(done),
    undefined,
    promised,
  );
  expect(content).toEqual(Uint8Array.of(1, 2, 3, 4, 5));
  expect(seen.at(-1)).toBe(5);
});

test('a file that the site does not have is refused with the answer it gave', async () => {
  vi.stubGlobal('fetch', async () => new Response('', { status: 404, statusText: 'Not Found' }));
  await expect(packFile('https://parse3d.test/a', () => {}, undefined)).rejects.toThrow('HTTP 404 Not Found');
});

test.each(['Blob', 'bytes'] as const)(
  'a graph takes its weights from a file beside it, as %s',
  async (as) => {
    const sink = memorySink();
    await convert(blobSource('micro.ckpt', new Blob([microFile('micro.ckpt')])), microRecipe('int8'), sink);
    const bytes = new Uint8Array(sink.files.get('text-encoder.weights') ?? []);
    const weights = [{ path: 'text-encoder.weights', data: as === 'Blob' ? new Blob([bytes]) : bytes }];
    const session = await nodeRuntime.open(microFile('int8/text-encoder.onnx'), 'cpu', weights);
    const { inputs, precisions } = microGoldens();
    const { shape, data } = inputs['tokens'] ?? { shape: [], data: '' };
    const tokens = new Int32Array(new Uint8Array(Buffer.from(data, 'base64')).buffer);
    const { embedding } = await session.run({ tokens: { dims: shape, data: tokens } });
    const expected = new Float32Array(
      new Uint8Array(Buffer.from(precisions.int8.outputs['embedding']?.data ?? '', 'base64')).buffer,
    );
    expect(embedding?.data.length).toBe(expected.length);
    // Sums in another order.
    for (const [n, value] of expected.entries()) expect(embedding?.data[n]).toBeCloseTo(value, 3);
    await session.release();
  },
);
