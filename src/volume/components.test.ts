import { expect, test } from 'vitest';
import { keepLargeComponents, keepLargestComponent } from './components.ts';
import type { Vec3 } from './types.ts';

/** Rows of i, of j, of k: '#' is inside. */
function drawn(...slices: readonly (readonly string[])[]): { mask: Uint8Array; size: Vec3 } {
  const rows = slices.flat();
  const mask = Uint8Array.from(rows.join(''), (mark) => (mark === '#' ? 1 : 0));
  return { mask, size: [rows[0]?.length ?? 0, slices[0]?.length ?? 0, slices.length] };
}

function kept(...slices: readonly (readonly string[])[]): Uint8Array {
  const { mask, size } = drawn(...slices);
  keepLargestComponent(mask, size);
  return mask;
}

test('the smaller island goes', () => {
  expect(kept(['##..#', '##..#'])).toEqual(drawn(['##...', '##...']).mask);
});

test('voxels that touch at a corner, across slices, belong together', () => {
  const slices = [
    ['#...', '....'],
    ['.#.#', '....'],
  ] as const;
  expect(kept(...slices)).toEqual(drawn(['#...', '....'], ['.#..', '....']).mask);
});

test('the end of a row is not beside the start of the next', () => {
  expect(kept(['...##', '#....', '.....'])).toEqual(drawn(['...##', '.....', '.....']).mask);
});

test('an empty mask stays empty', () => {
  expect(kept(['...'])).toEqual(new Uint8Array(3));
});

test('islands of at least a share of the largest stay', () => {
  const { mask, size } = drawn(['####.', '.....', '##..#']);
  keepLargeComponents(mask, size, 0.5);
  expect(mask).toEqual(drawn(['####.', '.....', '##...']).mask);
});
