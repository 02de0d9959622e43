import * as z from 'zod/mini';

/** Nothing of a scan is as large; and none may be so large that work on it does not end. */
const MOST = 1e15;

/** Any number of a finding, also what is none: a mean of no voxels. */
export const figure = z.custom<number>(
  (value) => typeof value === 'number' && !(Number.isFinite(value) && Math.abs(value) > MOST),
);
export const finite = z.number().check(z.gte(-MOST), z.lte(MOST));
export const share = z.number().check(z.gte(0), z.lte(1));
export const text = z.string().check(z.maxLength(100_000));
export const mm3 = z.tuple([finite, finite, finite]);
/** A list of at most `most`. */
export const listOf = <T extends z.ZodMiniType>(each: T, most: number) =>
  z.array(each).check(z.maxLength(most));
export const countTo = (most: number) => z.int().check(z.gte(0), z.lte(most));

const index = countTo(65_535);
/** Voxels of a box; it has none along an axis or goes the right way. */
export const voxelBox = z
  .strictObject({ from: z.tuple([index, index, index]), to: z.tuple([index, index, index]) })
  .check(z.refine(({ from, to }) => to.every((end, axis) => end >= (from[axis] ?? 0))));

/** How JSON, which has no such numbers, holds them. */
const KEPT = '$number';
const UNKNOWN_TO_JSON: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);

/** For JSON.stringify. */
export function keepNumbers(_: string, value: unknown): unknown {
  if (typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return { [KEPT]: Object.is(value, -0) ? '-0' : String(value) };
}

/** For JSON.parse. */
export function reviveNumbers(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const kept = (value as Readonly<Record<string, unknown>>)[KEPT];
  return typeof kept === 'string' && UNKNOWN_TO_JSON.has(kept) ? UNKNOWN_TO_JSON.get(kept) : value;
}

const DEEPEST = 32;

/** Whether JSON lies no deeper in itself than anything of ours: whoever walks through it comes back. */
export function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth < DEEPEST && Object.values(value).every((each) => isShallow(each, depth + 1));
}
