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

/** From XYZ to linear sRGB. Source: IEC 61966-2-1. */
const FROM_XYZ = [
  [3.2404542, -1.5371385, -0.4985314],
  [-0.969266, 1.8760108, 0.041556],
  [0.0556434, -0.2040259, 1.0572252],
] as const;

/** The other way: sRGB (0..255) of a RecommendedDisplayCIELabValue; colours beyond sRGB are moved to its edge. */
export function fromDicomLab([l, a, b]: readonly [number, number, number]): readonly [
  number,
  number,
  number,
] {
  const y = ((l / 65535) * 100 + 16) / 116;
  const x = y + ((a / 65535) * 255 - 128) / 500;
  const z = y - ((b / 65535) * 255 - 128) / 200;
  const xyz = [x, y, z].map((each, n) => (WHITE[n] ?? 1) * uncurved(each));
  const [red = 0, green = 0, blue = 0] = FROM_XYZ.map((row) => {
    const value = row.reduce((sum, weight, n) => sum + weight * (xyz[n] ?? 0), 0);
    return Math.round(255 * Math.min(1, Math.max(0, encoded(value))));
  });
  return [red, green, blue];
}

function uncurved(t: number): number {
  return t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29);
}

function encoded(value: number): number {
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}
