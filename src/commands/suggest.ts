import type { Structure } from '#model/manifest.ts';
import { fittingNames } from '#prompt/free-text.ts';
import type { RoutablePack } from '#prompt/route.ts';
import {
  completePrompt,
  indexNames,
  type NameIndex,
  type Suggestion as OwnSuggestion,
  suggestNames,
} from '#prompt/suggest.ts';
import type { State } from '#state/store.ts';
import type { App } from './app.ts';
import { packsBesides } from './packs-at-hand.ts';

/** Something to ask for, and the pack that knows it where that is not the chosen one. */
export interface Suggestion extends OwnSuggestion {
  readonly pack?: string;
}

type Names = Pick<RoutablePack, 'structures' | 'groups'>;

const indices = new WeakMap<readonly Structure[], NameIndex>();
const MOST = 6;

/**
 * What to offer while `text` is typed: structures of the model that is ready, none before; then what others know that could
 * answer for it on such a scan.
 */
export function suggest({ store }: Pick<App, 'store'>, text: string): readonly Suggestion[] {
  const state = store.getState();
  if (state.model.at !== 'ready') return [];
  const offered = new Map<string, Suggestion>();
  const { model } = state.model;
  const { volume } = state;
  const own = volume.at === 'ready' && model.targets ? fittingNames(model, volume.info.modality) : model;
  for (const suggestion of suggestNames(text, indexOf(own))) {
    offered.set(suggestion.name.toLowerCase(), suggestion);
  }
  for (const pack of helpers(state)) {
    for (const suggestion of suggestNames(text, indexOf(pack))) {
      const key = suggestion.name.toLowerCase();
      if (!offered.has(key)) offered.set(key, { ...suggestion, pack: pack.name });
    }
  }
  return [...offered.values()].slice(0, MOST);
}

function helpers(state: State): readonly RoutablePack[] {
  const { routing, volume, manifestUrl, homeUrl, model } = state;
  const asksHomeAlone = manifestUrl === homeUrl && model.at === 'ready' && model.model.takesAnyText;
  if (routing === 'only' || asksHomeAlone) return [];
  const modality = volume.at === 'ready' ? volume.info.modality : undefined;
  const fits = ({ modalities }: RoutablePack) =>
    modality === undefined || modalities.length === 0 || modalities.includes(modality);
  return packsBesides(manifestUrl, state).filter(fits);
}

function indexOf({ structures, groups }: Names): NameIndex {
  const index = indices.get(structures) ?? indexNames(structures, groups);
  indices.set(structures, index);
  return index;
}

/** `text` with the suggestion in place of what was typed last. */
export function accept(text: string, { name }: Suggestion): string {
  return completePrompt(text, name);
}
