import type { Question } from '#state/questions-slice.ts';
import type { App } from './app.ts';

/** What becomes of results that are in no file: they are saved first, let go of, or all stays as it is. */
export type LossChoice = 'save' | 'go-on' | 'cancel';

/** Whoever waits for the choice that is being made on the page. */
const waiting = new WeakMap<App['store'], (choice: LossChoice) => void>();

/** Asks on the page, over everything else; another question that was asked before is cancelled. */
export async function askPerson({ store }: Pick<App, 'store'>, question: Question): Promise<LossChoice> {
  waiting.get(store)?.('cancel');
  const choice = await new Promise<LossChoice>((resolve) => {
    waiting.set(store, resolve);
    store.getState().questionAsked(question);
  });
  waiting.delete(store);
  store.getState().questionAsked(undefined);
  return choice;
}

/** What the person chose. */
export function chooseAnswer({ store }: Pick<App, 'store'>, choice: LossChoice): void {
  waiting.get(store)?.(choice);
}
