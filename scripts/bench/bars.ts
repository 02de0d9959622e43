import { type Measurement, type Place, type Session, valuesOf } from './measurement.ts';
import type { Versions } from './rows.ts';
import { CASES } from './scans.ts';
import { summary } from './statistics.ts';

export interface Bar {
  readonly title: string;
  readonly unit: 's' | 'GB' | 'n' | '%' | '×';
  readonly most: number;
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Of `after`; nothing where it was not measured. */
  readonly isMet: boolean | undefined;
}

/** Median of a value at `slices`, or nothing where it was not measured. */
type Median = (slices: number, place: Place, session: Session, name: string) => number | undefined;

interface Aim {
  readonly title: string;
  readonly unit: Bar['unit'];
  readonly most: number;
  readonly of: (median: Median) => number | undefined;
}

const GB = 1e9;

/** What the app has to keep to, whatever the machine: ratios of one run, and memory. */
const AIMS: readonly Aim[] = [
  ...CASES.flatMap((slices) => (['', ' processor'] as const).flatMap((kind) => allAgainstOne(slices, kind))),
  {
    title: '300 slices, page: a further prompt, beyond drawing',
    ...{ unit: 's', most: 0.3 },
    of: (median) => median(300, 'stub', 'steps', 'further s'),
  },
  {
    title: '300 slices, page: not inference, opening to first mask',
    ...{ unit: '%', most: 0.35 },
    of: (median) => median(300, 'stub', 'timed', 'not inference share'),
  },
  {
    title: '300 slices, page: the same in a profile',
    ...{ unit: '%', most: 0.35 },
    of: (median) => median(300, 'stub', 'traced', 'not inference share'),
  },
  {
    title: '300 slices, page: main-thread tasks over 100 ms in the runs, without NiiVue’s part',
    ...{ unit: 'n', most: 0 },
    of: (median) => median(300, 'stub', 'traced', "runs: long tasks but NiiVue's n"),
  },
  {
    title: '600 slices, page: peak memory with all 14',
    ...{ unit: 'GB', most: 2 * GB },
    of: (median) => median(600, 'stub', 'all', 'peak bytes'),
  },
  {
    title: '600 slices, terminal: peak memory with all 14',
    ...{ unit: 'GB', most: 1.2 * GB },
    of: (median) => median(600, 'node', 'all', 'peak bytes'),
  },
];

/** By the clock, and by the processor's time, which other work on the machine does not change. */
function allAgainstOne(slices: number, kind: '' | ' processor'): readonly Aim[] {
  const common = { unit: '×' as const, most: 1.5 };
  const by = kind === '' ? '' : ', processor time';
  const wall = kind === '' ? 'wall s' : 'processor s';
  return [
    {
      ...{ ...common, title: `${slices} slices, page: all 14 against one object, from opening${by}` },
      of: (median) =>
        ratio(
          plus(median(slices, 'stub', 'all', `open${kind} s`), median(slices, 'stub', 'all', `all${kind} s`)),
          plus(
            median(slices, 'stub', 'steps', `open${kind} s`),
            median(slices, 'stub', 'steps', `first${kind} s`),
          ),
        ),
    },
    {
      ...{ ...common, title: `${slices} slices, terminal: all 14 against one object${by}` },
      of: (median) => ratio(median(slices, 'node', 'all', wall), median(slices, 'node', 'one', wall)),
    },
  ];
}

/** How both versions stand to each aim. */
export function barsOf(measurements: readonly Measurement[], { before, after }: Versions): readonly Bar[] {
  return AIMS.map(({ title, unit, most, of }) => {
    const medianOf =
      (version: string): Median =>
      (slices, place, session, name) => {
        const values = valuesOf(measurements, { version, slices, place, session }, name);
        return values.length > 0 ? summary(values).median : undefined;
      };
    const now = of(medianOf(after));
    return {
      ...{ title, unit, most },
      before: before === null ? undefined : of(medianOf(before)),
      after: now,
      isMet: now === undefined ? undefined : now <= most,
    };
  }).filter(({ before: then, after: now }) => then !== undefined || now !== undefined);
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}
