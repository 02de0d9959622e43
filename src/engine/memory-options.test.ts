import { expect, test } from 'vitest';
import { memoryOptions } from './memory-options.ts';

const MIB = 2 ** 20;
const file = (bytes: number) => ({ path: `${bytes}`, data: new Uint8Array(bytes) });
const blob = (bytes: number) => ({ path: `${bytes}`, data: new Blob([new Uint8Array(bytes)]) });

test.each([
  ['a graph alone', [], true],
  ['weights of Mini’s size beside it', [file(7 * MIB)], true],
  ['those of several files that are large together', [file(7 * MIB), blob(7 * MIB)], false],
  ['those of a full nnU-Net', [blob(17 * MIB)], false],
])('memory is kept between runs as it fits %s', (_, weights, keeps) => {
  expect(memoryOptions(weights)).toEqual({ enableCpuMemArena: keeps, enableMemPattern: false });
});
