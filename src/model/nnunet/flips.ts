import type { Vec3 } from '#volume/types.ts';

/** Every set of `axes` to mirror along, none first. Source: _internal_maybe_mirror_and_predict. */
export function mirrorings(axes: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** axes.length }, (_, set) => axes.filter((_axis, n) => (set >> n) & 1));
}

/** Adds `source`, (channels, …size) mirrored along `axes`, times `share` to `target`. */
export function addMirrored(
  target: Float32Array,
  source: Float32Array,
  size: Vec3,
  axes: readonly number[],
  share: number,
): void {
  const [depth, rows, columns] = size;
  const [flipK, flipJ, flipI] = [0, 1, 2].map((axis) => axes.includes(axis));
  const slices = source.length / (rows * columns);
  let n = 0;
  for (let slice = 0; slice < slices; slice++) {
    const k = slice % depth;
    const from = slice - k + (flipK ? depth - 1 - k : k);
    for (let j = 0; j < rows; j++) {
      const row = (from * rows + (flipJ ? rows - 1 - j : j)) * columns;
      const [first, step] = flipI ? [row + columns - 1, -1] : [row, 1];
      for (let i = 0; i < columns; i++, n++) {
        target[n] = (target[n] as number) + share * (source[first + step * i] as number);
      }
    }
  }
}

/** `source`, (…size), mirrored along `axes`. */
export function mirrored(source: Float32Array, size: Vec3, axes: readonly number[]): Float32Array {
  if (axes.length === 0) return source;
  const made = new Float32Array(source.length);
  addMirrored(made, source, size, axes, 1);
  return made;
}
