import { uniform } from '#model/noise.ts';

const BLOCK = 65_521;
const drawn = uniform('gpu-bench', BLOCK);

/** `count` numbers of mean `offset` and standard deviation `scale`: one block of random numbers over and over. */
export function randomFloats(
  count: number,
  [offset, scale]: readonly [number, number],
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(count);
  const width = scale * Math.sqrt(12);
  const own = Math.min(BLOCK, count);
  for (let n = 0; n < own; n++) values[n] = offset + ((drawn[n] ?? 0) - 0.5) * width;
  for (let end = own; end < count; end *= 2) values.copyWithin(end, 0, Math.min(end, count - end));
  return values;
}
