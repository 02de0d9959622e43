import type { Measurement, Place, Session } from './measurement.ts';

/** A session to measure. */
export type Step = Omit<Measurement, 'values'>;

const SESSIONS: Readonly<Record<Place, readonly Session[]>> = {
  node: ['one', 'all'],
  stub: ['steps', 'typed', 'timed', 'all', 'traced'],
  software: ['steps', 'all'],
};

interface Asked {
  readonly cases: readonly number[];
  readonly places: readonly Place[];
  readonly runs: number;
  /** In the order in which they take turns. */
  readonly versions: readonly string[];
}

/** Every session, so that two versions take turns: one run of the one, one of the other, and again. */
export function plan({ cases, places, runs, versions }: Asked): readonly Step[] {
  return cases.flatMap((slices) =>
    places.flatMap((place) =>
      SESSIONS[place].flatMap((session) =>
        Array.from({ length: session === 'traced' ? 1 : runs }, (_, run) =>
          versions.map((version) => ({ version, slices, place, session, run })),
        ).flat(),
      ),
    ),
  );
}

export function isSame(a: Step, b: Step): boolean {
  return (
    a.version === b.version &&
    a.slices === b.slices &&
    a.place === b.place &&
    a.session === b.session &&
    a.run === b.run
  );
}
