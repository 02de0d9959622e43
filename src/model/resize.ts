import type { Vec3 } from '#volume/types.ts';

/**
 * `values` of `from` samples along x, y, z (x fastest) at `to` samples over the same extent: linear between half-pixel
 * centres, edges repeated, no smoothing. This is ONNX Resize, mode linear, coordinate_transformation_mode half_pixel.
 */
export function resizeLinear(values: Float32Array, from: Vec3, to: Vec3): Float32Array {
  if (from.every((n, axis) => n === to[axis])) return values;
  const [x, y, z] = [axisTable(from[0], to[0]), axisTable(from[1], to[1]), axisTable(from[2], to[2])];
  const row = from[0];
  const plane = from[0] * from[1];
  const result = new Float32Array(to[0] * to[1] * to[2]);
  let n = 0;
  for (const k of z) {
    for (const j of y) {
      const corners = [
        k.near * plane + j.near * row,
        k.near * plane + j.far * row,
        k.far * plane + j.near * row,
        k.far * plane + j.far * row,
      ] as const;
      for (const { near, far, share } of x) {
        const at = (corner: number) => mix(values[corner + near] ?? 0, values[corner + far] ?? 0, share);
        const lower = mix(at(corners[0]), at(corners[1]), j.share);
        const upper = mix(at(corners[2]), at(corners[3]), j.share);
        result[n++] = mix(lower, upper, k.share);
      }
    }
  }
  return result;
}

const mix = (a: number, b: number, share: number) => a + (b - a) * share;

interface Between {
  readonly near: number;
  readonly far: number;
  /** How much of `far`. */
  readonly share: number;
}

function axisTable(from: number, to: number): readonly Between[] {
  return Array.from({ length: to }, (_, i) => {
    const at = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    const near = Math.floor(at);
    return { near, far: Math.min(near + 1, from - 1), share: at - near };
  });
}
