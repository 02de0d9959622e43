import { expect, test } from 'vitest';
import { connectedComponents, keepLargeComponents } from './components.ts';
import { denseMask, maskOf } from './mask.ts';
import { outline } from './outline.ts';
import { pieceNumbers } from './pieces.ts';
import { runsOf } from './runs.ts';
import type { Affine, Vec3 } from './types.ts';

const voxelToWorld: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** Rows of i, of j, of k: '#' is inside. */
function drawn(...slices: readonly (readonly string[])[]): { mask: Uint8Array; size: Vec3 } {
  const rows = slices.flat();
  const mask = Uint8Array.from(rows.join(''), (mark) => (mark === '#' ? 1 : 0));
  return { mask, size: [rows[0]?.length ?? 0, slices[0]?.length ?? 0, slices.length] };
}

function kept(...slices: readonly (readonly string[])[]): Uint8Array {
  const { mask, size } = drawn(...slices);
  const whole = { from: [0, 0, 0], to: size } as const;
  return denseMask(outline(maskOf({ size, voxelToWorld }, mask), 0.5, 'largest', { view: whole }).mask);
}

test('the smaller island goes', () => {
  expect(kept(['##..#', '##..#'])).toEqual(drawn(['##...', '##...']).mask);
});

test('an island within the box of the largest goes too', () => {
  expect(kept(['#####', '#...#', '#.#.#', '#...#'])).toEqual(
    drawn(['#####', '#...#', '#...#', '#...#']).mask,
  );
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

/** The voxels that share a face, an edge or a corner with one. */
function neighbours([i, j, k]: Vec3, [ni, nj, nk]: Vec3): readonly number[] {
  return Array.from({ length: 27 }, (_, n) => {
    const [a, b, c] = [i + (n % 3) - 1, j + (Math.floor(n / 3) % 3) - 1, k + Math.floor(n / 9) - 1];
    const isOn = a >= 0 && b >= 0 && c >= 0 && a < ni && b < nj && c < nk;
    return isOn ? (c * nj + b) * ni + a : -1;
  }).filter((at) => at >= 0);
}

/** Flood fill, one voxel at a time: components in the order of their first voxels, and which one each voxel is in, from 1. */
function flooded(mask: Uint8Array, [ni, nj, nk]: Vec3): { voxels: number[]; of: Uint16Array } {
  const of = new Uint16Array(mask.length);
  const voxels: number[] = [];
  for (let seed = 0; seed < mask.length; seed++) {
    if (!mask[seed] || of[seed]) continue;
    const component = voxels.push(0);
    const open = [seed];
    of[seed] = component;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      voxels[component - 1] = (voxels[component - 1] ?? 0) + 1;
      const [i, j, k] = [at % ni, Math.floor(at / ni) % nj, Math.floor(at / (ni * nj))];
      const near = neighbours([i, j, k], [ni, nj, nk]).filter((next) => mask[next] && !of[next]);
      for (const next of near) of[next] = component;
      open.push(...near);
    }
  }
  return { voxels, of };
}

test.each([0.08, 0.15, 0.3, 0.6])(
  'runs join into the components that a flood fill finds, %s filled',
  (share) => {
    const size: Vec3 = [23, 17, 11];
    for (let seed = 1; seed <= 8; seed++) {
      let state = seed;
      const random = () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
      };
      const mask = Uint8Array.from({ length: 23 * 17 * 11 }, () => (random() < share ? 1 : 0));
      const expected = flooded(mask, size);
      const runs = runsOf(mask, size, 1);
      const found = connectedComponents(runs);
      expect(found.voxels).toEqual(expected.voxels);
      const largest = expected.voxels.indexOf(Math.max(...expected.voxels));
      expect(pieceNumbers(found).indexOf(1)).toBe(largest);
      const of = new Uint16Array(mask.length);
      for (let row = 0; row < 17 * 11; row++) {
        for (let run = runs.starts[row] ?? 0; run < (runs.starts[row + 1] ?? 0); run++) {
          of.fill((found.of[run] ?? 0) + 1, row * 23 + (runs.from[run] ?? 0), row * 23 + (runs.to[run] ?? 0));
        }
      }
      expect(of).toEqual(expected.of);
    }
  },
);
