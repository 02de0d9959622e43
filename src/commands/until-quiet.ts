import type { State } from '#state/store.ts';
import type { App } from './app.ts';

/** Resolves once nobody has waited for the page for so long: no scan was being read, and no prompt answered. */
export function untilQuiet({ store }: Pick<App, 'store'>, forMs: number): Promise<void> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      if (!isWaitedFor(store.getState())) timer = setTimeout(settle, forMs);
    };
    const unsubscribe = store.subscribe((now, before) => {
      if (isWaitedFor(now) || isWaitedFor(before)) wait();
    });
    function settle() {
      unsubscribe();
      resolve();
    }
    wait();
  });
}

function isWaitedFor({ opening, run, batch }: State): boolean {
  return opening.at !== 'idle' || run.at === 'running' || (batch !== undefined && batch.at !== 'idle');
}
