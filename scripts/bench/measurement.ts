/** One session with one checkout, measured once. */
export interface Measurement {
  /** Of the checkout: its commit. */
  readonly version: string;
  readonly slices: number;
  readonly place: Place;
  readonly session: Session;
  readonly run: number;
  /** By name; seconds, bytes or counts as the name's last word says. */
  readonly values: Readonly<Record<string, number>>;
}

/** Where it ran: in Node; in Chromium with drawing that takes no time; in Chromium that draws on the processor. */
export type Place = 'node' | 'stub' | 'software';

/**
 * `one`: one prompt from a cold start. `all`: everything from a cold start. `steps`: one prompt, further ones, then
 * everything on what is kept. `typed`: one prompt, a key after the other. `timed`: one prompt, and which of that the runtime took. `traced`: as `steps`, with a profile of every thread, so its times
 * are not to be compared.
 */
export type Session = 'one' | 'all' | 'steps' | 'typed' | 'timed' | 'traced';

export interface Facts {
  readonly processors: number;
  readonly node: string;
  readonly chromium: string;
  readonly date: string;
  readonly scans: 'CT' | 'phantom';
  /** The commit that is compared with, and the one that is measured. */
  readonly versions: { readonly before: string | null; readonly after: string };
}

export interface Results {
  readonly facts: Facts;
  readonly measurements: readonly Measurement[];
}

/** Values called `name` of every run of a session. */
export function valuesOf(
  measurements: readonly Measurement[],
  of: Pick<Measurement, 'version' | 'slices' | 'place' | 'session'>,
  name: string,
): readonly number[] {
  return measurements
    .filter(
      ({ version, slices, place, session }) =>
        version === of.version && slices === of.slices && place === of.place && session === of.session,
    )
    .flatMap(({ values }) => values[name] ?? []);
}
