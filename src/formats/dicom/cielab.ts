/** From linear sRGB to XYZ, and its white, D65. Source: IEC 61966-2-1. */
const TO_XYZ = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
] as const;
const WHITE = [0.95047, 1, 1.08883] as const;

/**
 * sRGB (0..255) as RecommendedDisplayCIELabValue: L* of 0..100, a* and b* of −128..127, each on 16 bits (PS3.3, C.10.7.1.1),
 * under the white of sRGB itself: that is how the programs that show segmentations turn them back.
 */
export function dicomLab(color: readonly [number, number, number]): readonly [number, number, number] {
  const rgb = color.map((each) => linear(each / 255));
  const [x = 0, y = 0, z = 0] = TO_XYZ.map((row, n) =>
    curve(row.reduce((sum, weight, axis) => sum + weight * (rgb[axis] ?? 0), 0) / (WHITE[n] ?? 1)),
  );
  const lab = [(116 * y - 16) / 100, (500 * (x - y) + 128) / 255, (200 * (y - z) + 128) / 255];
  const [l = 0, a = 0, b = 0] = lab.map((part) => Math.round(65535 * Math.min(1, Math.max(0, part))));
  return [l, a, b];
}

/** Source: IEC 61966-2-1. */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Source: CIE 15. */
function curve(t: number): number {
  return t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29;
}
