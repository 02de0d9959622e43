import type { State } from '#state/store.ts';
import type { App } from './app.ts';

/** Between two looks. Only looks are counted, never the clock: a computer that slept has not waited. */
const LOOK_MS = 10_000;
/** So many looks without progress, and people are told, and again after so many more: two minutes, then each minute. */
const FIRST = 12;
const FURTHER = 6;

/**
 * Tells people while a model that they wait for, or an answer, gets no further, though the engine has neither failed nor gone quiet: by itself
 * that may never end. Nothing is given up for it, as a slow machine may be at work.
 */
export function followProgress({ store }: Pick<App, 'store'>): () => void {
  let seen: readonly unknown[] | undefined;
  let looks = 0;
  const tell = (ms: number | undefined) => {
    if (store.getState().stuckMs !== ms) store.getState().progressMissed(ms);
  };
  const begin = (signs: readonly unknown[] | undefined) => {
    [seen, looks] = [signs, 0];
    tell(undefined);
  };
  const unsubscribe = store.subscribe((now) => {
    if (store.getState().stuckMs !== undefined && !isSame(seen, signsOf(now))) begin(signsOf(now));
  });
  const timer = setInterval(() => {
    const signs = signsOf(store.getState());
    if (!signs || !isSame(seen, signs)) return begin(signs);
    looks += 1;
    if (looks >= FIRST && (looks - FIRST) % FURTHER === 0) tell(looks * LOOK_MS);
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}

/** What changes with all progress; undefined where nobody waits, or a person is to choose first. */
function signsOf({ model, run, batch, question, askedAgain }: State): readonly unknown[] | undefined {
  const isAwaited = model.at === 'loading' || run.at === 'running' || (batch && isComputing(batch));
  return isAwaited && !question && !askedAgain ? [model, run, batch] : undefined;
}

/** Files that are read or written are none of the engine's work. */
function isComputing({ at, scans }: NonNullable<State['batch']>): boolean {
  const step = scans.map(({ state }) => state).find((state) => state.at === 'running');
  return at !== 'idle' && step?.at === 'running' && typeof step.step !== 'string';
}

function isSame(a: readonly unknown[] | undefined, b: readonly unknown[] | undefined): boolean {
  return a?.every((sign, n) => sign === b?.[n]) ?? b === undefined;
}
