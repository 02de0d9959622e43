/** From the left and top of the stage. */
export type Pixel = readonly [x: number, y: number];

/**
 * Where a mark is taken hold of, as pixels: at its points; an ellipse, whose points are two opposite corners of the rectangle
 * round it, at all four, which follow each other round it.
 */
export function gripsOf(isEllipse: boolean, points: readonly Pixel[]): readonly Pixel[] {
  const [a, b] = points;
  if (!isEllipse || !a || !b) return points;
  return [a, [b[0], a[1]], b, [a[0], b[1]]];
}

/** The points of a mark whose grip `n` is put at `to`; the corner of an ellipse that lies across stays. */
export function gripped(
  isEllipse: boolean,
  points: readonly Pixel[],
  n: number,
  to: Pixel,
): readonly Pixel[] {
  const [a, b] = points;
  if (!isEllipse || !a || !b) return points.map((point, each) => (each === n ? to : point));
  const [x, y] = to;
  if (n === 0) return [to, b];
  if (n === 1)
    return [
      [a[0], y],
      [x, b[1]],
    ];
  if (n === 2) return [a, to];
  return [
    [x, a[1]],
    [b[0], y],
  ];
}

/**
 * Where what a mark measures is written: beside the last point, or up on the ellipse, where it comes nearest to the corner of the
 * rectangle round it; there on the left if `isLeft`.
 */
export function labelPoint(isEllipse: boolean, points: readonly Pixel[], isLeft: boolean): Pixel {
  const [a = [0, 0], b = a] = points;
  if (!isEllipse) return points.at(-1) ?? a;
  const [rx, ry] = [Math.abs(a[0] - b[0]) / 2, Math.abs(a[1] - b[1]) / 2];
  return [(a[0] + b[0]) / 2 + (isLeft ? -1 : 1) * rx * Math.SQRT1_2, (a[1] + b[1]) / 2 - ry * Math.SQRT1_2];
}

/** The whole mark, so many pixels further to the right and down. */
export function shifted(points: readonly Pixel[], right: number, down: number): readonly Pixel[] {
  return points.map(([x, y]) => [x + right, y + down]);
}
