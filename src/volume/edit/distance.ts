/** One slice of a mask: 1 inside and 0 outside, (v, u) with u fastest. */
export interface Shape {
  readonly size: readonly [u: number, v: number];
  readonly inside: Uint8Array;
}

/** Farther than any slice is wide. */
const FAR = 1e12;

/**
 * How far each pixel's centre is from the border of a shape, in mm, positive inside: the border is half a pixel before the
 * nearest pixel of the other kind. `steps`: millimetres along u and v, taken for perpendicular to each other. Beyond the
 * slice nothing is inside. Exact (Felzenszwalb and Huttenlocher, Distance transforms of sampled functions, 2012).
 */
export function signedDistance(shape: Shape, steps: readonly [number, number]): Float64Array {
  const toInside = distance(shape, steps, 1);
  const toOutside = distance(shape, steps, 0);
  const half = Math.min(...steps) / 2;
  return toInside.map((far, n) => (shape.inside[n] ? (toOutside[n] as number) - half : half - far));
}

/** Of each pixel from the nearest whose value is `kind`. */
function distance({ size: [nu, nv], inside }: Shape, steps: readonly [number, number], kind: 0 | 1) {
  const squares = Float64Array.from(inside, (value) => (value === kind ? 0 : FAR));
  for (let v = 0; v < nv; v++) along(squares, v * nu, 1, nu, steps[0]);
  for (let u = 0; u < nu; u++) along(squares, u, nu, nv, steps[1]);
  return squares.map(Math.sqrt);
}

/** One pass along a line of `count` values: the lower envelope of a parabola over each of them. */
function along(squares: Float64Array, start: number, stride: number, count: number, step: number): void {
  const value = Float64Array.from({ length: count }, (_, n) => squares[start + n * stride] as number);
  const place = new Int32Array(count);
  const border = new Float64Array(count + 1);
  const weight = step * step;
  let top = 0;
  border[0] = Number.NEGATIVE_INFINITY;
  border[1] = Number.POSITIVE_INFINITY;
  const meets = (p: number, q: number) =>
    ((value[q] as number) - (value[p] as number)) / (2 * weight * (q - p)) + (p + q) / 2;
  for (let q = 1; q < count; q++) {
    let at = meets(place[top] as number, q);
    while (at <= (border[top] as number)) at = meets(place[--top] as number, q);
    place[++top] = q;
    border[top] = at;
    border[top + 1] = Number.POSITIVE_INFINITY;
  }
  let under = 0;
  for (let n = 0; n < count; n++) {
    while ((border[under + 1] as number) < n) under++;
    const p = place[under] as number;
    squares[start + n * stride] = weight * (n - p) * (n - p) + (value[p] as number);
  }
}
