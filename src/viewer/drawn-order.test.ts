import { expect, test } from 'vitest';
import type { Vec3 } from '#volume/types.ts';
import { toDrawnOrder } from './drawn-order.ts';

const SIZE: Vec3 = [5, 4, 3];

/** Where the view keeps stored voxel i, j, k, by the definition of `axes`. */
function drawnAt(voxel: Vec3, axes: Vec3): Vec3 {
  return axes.map((axis) => {
    const stored = Math.abs(axis) - 1;
    const at = voxel[stored] ?? 0;
    return axis < 0 ? (SIZE[stored] ?? 0) - 1 - at : at;
  }) as unknown as Vec3;
}

test.each([
  { axes: [1, 2, 3] },
  { axes: [-1, 2, 3] },
  { axes: [-1, -2, 3] },
  { axes: [3, -1, 2] },
  { axes: [-2, 3, -1] },
] as const)('voxels go to their places on axes $axes, and nowhere else', ({ axes }) => {
  const box = { from: [1, 0, 1], to: [4, 3, 3] } as const;
  const texels = Uint16Array.from({ length: 18 }, (_, n) => n + 1 + 256 * (199 - n));
  const drawn = toDrawnOrder({ box, texels }, SIZE, axes);
  expect(drawn.size.reduce((a, b) => a * b)).toBe(18);
  let n = 0;
  for (let k = 1; k < 3; k++) {
    for (let j = 0; j < 3; j++) {
      for (let i = 1; i < 4; i++) {
        const [x, y, z] = drawnAt([i, j, k], axes).map(
          (at, axis) => at - (drawn.from[axis] ?? 0),
        ) as unknown as Vec3;
        const at = 2 * ((z * drawn.size[1] + y) * drawn.size[0] + x);
        expect([drawn.texels[at], drawn.texels[at + 1]]).toEqual([n + 1, 199 - n]);
        n += 1;
      }
    }
  }
});
