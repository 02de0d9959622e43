import { type Measurement, type Place, type Session, valuesOf } from './measurement.ts';
import { type Summary, summary } from './statistics.ts';

export interface Row {
  readonly slices: number;
  readonly place: Place;
  readonly title: string;
  readonly unit: 's' | 'GB' | 'n' | '%';
  readonly before: Summary | undefined;
  readonly after: Summary | undefined;
}

interface Line {
  readonly session: Session;
  readonly name: string;
  readonly title: string;
  readonly unit: Row['unit'];
}

const line = (session: Session, name: string, title: string, unit: Row['unit'] = 's'): Line => ({
  ...{ session, name, title, unit },
});

const NODE: readonly Line[] = [
  line('one', 'wall s', 'one object, whole command'),
  line('one', 'preprocess s', '… of it: onto the model’s grid'),
  line('one', 'encode s', '… of it: encoder'),
  line('one', 'decode s', '… of it: decoder'),
  line('one', 'postprocess s', '… of it: masks'),
  line('one', 'processor s', '… of it: processor'),
  line('all', 'wall s', 'all 14, whole command'),
  line('all', 'decode s', '… of it: decoder'),
  line('all', 'postprocess s', '… of it: masks'),
  line('all', 'processor s', '… of it: processor'),
  line('one', 'peak bytes', 'peak memory, one object', 'GB'),
  line('all', 'peak bytes', 'peak memory, all 14', 'GB'),
];

const PAGE: readonly Line[] = [
  line('steps', 'open s', 'open a scan'),
  line('steps', 'first s', 'first prompt'),
  line('typed', 'typed s', 'first prompt, typed at 150 ms a key, from Enter'),
  line('steps', 'further s', 'a further prompt'),
  line('steps', 'kept s', 'all 14, features kept'),
  line('all', 'all s', 'all 14, nothing kept'),
  line('steps', 'peak bytes', 'peak memory, prompts then all 14', 'GB'),
  line('all', 'peak bytes', 'peak memory, all 14', 'GB'),
];

/** What other work on the machine does not change. */
const PROCESSOR: readonly Line[] = [
  line('steps', 'open processor s', 'processor time: open a scan'),
  line('steps', 'first processor s', '… first prompt'),
  line('steps', 'further processor s', '… a further prompt'),
  line('steps', 'kept processor s', '… all 14, features kept'),
  line('all', 'all processor s', '… all 14, nothing kept'),
];

/** Where the processor draws, what counts is when the page can be used again. */
const SOFTWARE: readonly Line[] = PAGE.map((each) => ({
  ...each,
  name: each.name.replace(/ s$/, ' free s'),
}));

const TRACED: readonly Line[] = [
  line('timed', 'inference s', 'opening to first mask: inference, by its calls'),
  line('timed', 'not inference s', '… what is not'),
  line('timed', 'not inference share', '… of all of it', '%'),
  line('traced', 'not inference share', 'opening to first mask: not inference, in a profile', '%'),
  line('traced', 'opening: longest task s', 'opening: longest main-thread task'),
  line('traced', "opening: longest but NiiVue's s", '… without NiiVue’s part'),
  line('traced', 'runs: long tasks n', 'runs: main-thread tasks over 100 ms', 'n'),
  line('traced', "runs: long tasks but NiiVue's n", '… over 100 ms without NiiVue’s part', 'n'),
  line('traced', "runs: longest but NiiVue's s", '… the longest of those'),
];

const LINES: Readonly<Record<Place, readonly Line[]>> = {
  node: NODE,
  stub: [...PAGE, ...PROCESSOR, ...TRACED],
  software: SOFTWARE,
};

export interface Versions {
  readonly before: string | null;
  readonly after: string;
}

/** What was measured, a row for each thing of each case, in the table's order. */
export function rowsOf(measurements: readonly Measurement[], { before, after }: Versions): readonly Row[] {
  const cases = [...new Set(measurements.map(({ slices }) => slices))].toSorted((a, b) => a - b);
  return cases.flatMap((slices) =>
    (['node', 'stub', 'software'] as const).flatMap((place) =>
      LINES[place].flatMap(({ session, name, title, unit }) => {
        const of = (version: string | null) => {
          if (version === null) return undefined;
          const values = valuesOf(measurements, { version, slices, place, session }, name);
          return values.length > 0 ? summary(values) : undefined;
        };
        const row = { slices, place, title, unit, before: of(before), after: of(after) };
        return row.before || row.after ? [row] : [];
      }),
    ),
  );
}
