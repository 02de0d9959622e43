import { z } from 'zod/mini';

/*
 * What a manifest may hold at most. Each bound is far above any pack that is known, and below what would exhaust a computer:
 * a manifest decides how much is allocated before a byte of the pack has been looked at.
 */

/** Values of an exported label map, which has 16 bits. */
export const MOST_LABELS = 65_535;
/** Voxels of a window: one float32 copy takes 512 MiB. */
export const MOST_WINDOW_VOXELS = 512 ** 3;
/** Numbers drawn for one input of noise, per prompt. */
export const MOST_NOISE = 2 ** 26;

export const between = (low: number, high: number) => [
  z.gte(low, `is below ${low}`),
  z.lte(high, `is above ${high}`),
];
const text = (most: number) =>
  z.string().check(z.minLength(1, 'is empty'), z.maxLength(most, `is longer than ${most} characters`));

/** A whole number from 1 to `most`. */
export const countTo = (most: number) => z.int('is no whole number').check(...between(1, most));
export const positiveTo = (most: number) =>
  z.number().check(z.gt(0, 'is not above 0'), z.lte(most, `is above ${most}`));
export const listOf = <T extends z.core.SomeType>(item: T, most: number) =>
  z.array(item).check(z.maxLength(most, `has more than ${most} entries`));

export const probability = z.number().check(...between(0, 1));
/** Grey values, in whatever unit: no scanner gives more. */
export const grey = z.number().check(...between(-1e9, 1e9));
export const name = text(300);
export const prose = z.string().check(z.maxLength(20_000, 'is longer than 20000 characters'));
export const words = listOf(name, 10_000);
/** Files that other files may refer to, and the largest of them: 64 GiB. */
export const fileBytes = countTo(2 ** 36);
/** What the browser and other systems can call a folder. */
export const packId = z.string().check(
  z.regex(/^\w(?:[\w.-]{0,62}\w)?$/, 'is no plain name of at most 64 letters, digits, dots and dashes'),
  z.refine(
    (id) => !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(id),
    'is a name that Windows keeps for itself',
  ),
);
/** A file of the pack: below the manifest's folder, in letters, digits, dots, dashes and underscores. */
export const file = z
  .string()
  .check(
    z.maxLength(200, 'is longer than 200 characters'),
    z.regex(/^\w[\w.-]*(\/\w[\w.-]*)*$/, "is not a plain path below the manifest's folder"),
  );
export const channel = z.int('is no whole number').check(...between(0, 255));

/** Where a grid's columns, rows and slices run, such as 'LAS': to the patient's left, front and head. */
export const axes = z.string().check(
  z.regex(/^[RLAPSI]{3}$/),
  z.refine((codes) => ['RL', 'AP', 'SI'].every((pair) => [...pair].some((code) => codes.includes(code)))),
);
