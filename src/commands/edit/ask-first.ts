import type { App } from '#commands/app.ts';
import { findingName } from '#messages/structure-name.ts';
import type { Prompt } from '#model/prompt.ts';
import { subjectOf } from '#results/answer-finding.ts';
import { isEdited } from '#results/edit-tools.ts';
import { type FindingId, foundObjects } from '#results/finding.ts';

/** What becomes of edited objects that are asked for again. */
export type AgainChoice = 'beside' | 'replace' | 'cancel';

/** Whoever waits for the choice that is being made on the page. */
const waiting = new WeakMap<App['store'], (choice: AgainChoice) => void>();

/**
 * The edited objects that the answers to `prompts` are to replace: asks the person where there are any, and none where they are
 * to stay beside the answers. Undefined where nothing is to be asked of the model after all.
 */
export async function askFirst(
  { store }: Pick<App, 'store'>,
  prompts: readonly Prompt[],
  signal: AbortSignal,
): Promise<ReadonlySet<FindingId> | undefined> {
  const subjects = new Set(prompts.map(({ structure, text }) => subjectOf(structure, text)));
  const edited = foundObjects(store.getState().findings).filter(
    ({ subject, edits }) => isEdited(edits) && subjects.has(subject),
  );
  if (edited.length === 0) return new Set();
  waiting.get(store)?.('cancel');
  const choice = await new Promise<AgainChoice>((resolve) => {
    waiting.set(store, resolve);
    signal.addEventListener('abort', () => resolve('cancel'), { once: true });
    store.getState().againAsked({ titles: edited.map(findingName) });
  });
  waiting.delete(store);
  store.getState().againAsked(undefined);
  signal.throwIfAborted();
  if (choice === 'cancel') return undefined;
  return new Set(choice === 'replace' ? edited.map(({ id }) => id) : []);
}

/** What the person chose. */
export function chooseAgain({ store }: Pick<App, 'store'>, choice: AgainChoice): void {
  waiting.get(store)?.(choice);
}
