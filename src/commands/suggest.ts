import type { LoadedModel } from '#engine/engine.ts';
import {
  completePrompt,
  indexNames,
  type NameIndex,
  type Suggestion,
  suggestNames,
} from '#prompt/suggest.ts';
import type { App } from './app.ts';

export type { Suggestion };

const indices = new WeakMap<LoadedModel, NameIndex>();

/** What to offer while `text` is typed: structures of the model that is ready, none before. */
export function suggest({ store }: Pick<App, 'store'>, text: string): readonly Suggestion[] {
  const { model } = store.getState();
  if (model.at !== 'ready') return [];
  const known = model.model;
  const index = indices.get(known) ?? indexNames(known.structures, known.groups);
  indices.set(known, index);
  return suggestNames(text, index);
}

/** `text` with the suggestion in place of what was typed last. */
export function accept(text: string, { name }: Suggestion): string {
  return completePrompt(text, name);
}
