import type { Rgb } from './finding.ts';

/** How a colour is seen: by most people, or by those without the cones for long or middle wavelengths. */
export type Vision = 'usual' | 'protanopia' | 'deuteranopia';

type Matrix3 = readonly (readonly [number, number, number])[];

/** Linear sRGB to CIE XYZ (D65), IEC 61966-2-1. */
const TO_XYZ: Matrix3 = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];

/** Machado, Oliveira and Fernandes 2009, severity 1.0: linear sRGB to linear sRGB. */
const SEEN: Readonly<Record<Vision, Matrix3>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** `color` over a grey of the scan, as the views blend them: in sRGB values. */
export function blended(color: Rgb, opacity: number, grey: number): Rgb {
  return color.map((value) => opacity * value + (1 - opacity) * grey) as unknown as Rgb;
}

/** The difference of two colours as CIE 1976 has it (ΔE*ab), to somebody with that vision. About 2 can just be seen. */
export function colorDistance(a: Rgb, b: Rgb, vision: Vision = 'usual'): number {
  const [p, q] = [toLab(a, vision), toLab(b, vision)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

/** CIE L*a*b* (D65) of an sRGB colour. */
export function toLab(color: Rgb, vision: Vision = 'usual'): readonly [number, number, number] {
  const seen = times(SEEN[vision], color.map(linear)).map((value) => Math.min(1, Math.max(0, value)));
  const white = times(TO_XYZ, [1, 1, 1]);
  const [x, y, z] = times(TO_XYZ, seen).map((value, n) => rooted(value / (white[n] ?? 1))) as [
    number,
    number,
    number,
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function times(matrix: Matrix3, vector: readonly number[]): readonly number[] {
  return matrix.map((row) => row.reduce((sum, value, n) => sum + value * (vector[n] ?? 0), 0));
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function rooted(share: number): number {
  return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
}
