import { describe, expect, test } from 'vitest';
import { pulledBlob } from './pulled-blob.ts';

const LENGTH = 9 * 2 ** 20 + 5;
const bytes = new Uint8Array(LENGTH).map((_, at) => (at * 31) ^ (at >> 11));
const blob = new Blob([bytes]);

async function chunksOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
  return chunks;
}

describe('pulledBlob', () => {
  test('is a Blob of the same bytes', async () => {
    const pulled = pulledBlob(blob);
    expect(pulled).toBeInstanceOf(Blob);
    expect(pulled.size).toBe(LENGTH);
    expect(Buffer.from(await pulled.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test.each([
    [0, LENGTH],
    [7, 64],
    [3, 3 + 4 * 2 ** 20],
    [5, LENGTH - 1],
    [LENGTH - 1, LENGTH],
    [10, 10],
  ])('a slice from %i to %i streams its bytes, never many at a time', async (from, to) => {
    const chunks = await chunksOf(pulledBlob(blob).slice(from, to).stream());
    expect(Buffer.concat(chunks).equals(bytes.subarray(from, to))).toBe(true);
    expect(Math.max(0, ...chunks.map(({ length }) => length))).toBeLessThanOrEqual(4 * 2 ** 20);
  });

  test('whoever asks to read into a buffer of their own is refused, as onnxruntime expects of some browsers', () => {
    expect(() => pulledBlob(blob).slice(0, 64).stream().getReader({ mode: 'byob' })).toThrow(TypeError);
  });
});
