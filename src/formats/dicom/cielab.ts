/** From linear sRGB to XYZ as seen under D50, which DICOM's colours are given for. Source: the sRGB profile of the ICC. */
const TO_XYZ = [
  [0.4360747, 0.3850649, 0.1430804],
  [0.2225045, 0.7168786, 0.0606169],
  [0.0139322, 0.0971045, 0.7141733],
] as const;
const WHITE = [0.96422, 1, 0.82521] as const;

/** sRGB (0..255) as RecommendedDisplayCIELabValue: L* of 0..100, a* and b* of −128..127, each on 16 bits (PS3.3, C.10.7.1.1). */
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
