import { AS_DECLARED } from '#state/slices-slice.ts';
import type { App } from './app.ts';

/** Where columns, rows and slices may be made to run, from the patient's right or left, back or front; slices to the head. */
export const ORIENTATIONS: readonly string[] = ['LAS', 'RAS', 'LPS', 'RPS'];

/** The next prompts are asked as the model has it. */
export function askedAsDeclared({ store }: Pick<App, 'store'>): void {
  store.getState().askingChanged(AS_DECLARED);
}
