import { AppError } from '#errors.ts';
import { structureName } from '#messages/structure-name.ts';
import type { Structure } from '#model/manifest.ts';
import { fittingNames } from '#prompt/free-text.ts';
import { readRequest } from '#prompt/read-prompt.ts';
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
  /** Its name in the language of the page. */
  readonly shown: string;
  /** What is typed for it: the name that is shown where the pack reads it as what it is, else the pack's own. */
  readonly typed: string;
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
  const typed = text.slice(completePrompt(text, '').length).trim().toLowerCase();
  for (const suggestion of suggestNames(text, indexOf(own))) {
    offered.set(suggestion.name.toLowerCase(), inLanguage(suggestion, own, typed));
  }
  for (const pack of helpers(state)) {
    for (const suggestion of suggestNames(text, indexOf(pack))) {
      const key = suggestion.name.toLowerCase();
      if (!offered.has(key)) offered.set(key, { ...inLanguage(suggestion, pack, typed), pack: pack.name });
    }
  }
  // The search goes by the pack's own name first, which is not what is read.
  const begins = ({ name, shown }: Suggestion) =>
    Number(shown !== name && typed !== '' && shown.toLowerCase().startsWith(typed));
  return [...offered.values()].toSorted((a, b) => begins(b) - begins(a)).slice(0, MOST);
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

function inLanguage(suggestion: OwnSuggestion, names: Names, typed: string): Suggestion {
  const { name, via } = suggestion;
  const shown = structureName(name);
  const isRead = shown === name || meaning(shown, names) === meaning(name, names);
  const other = via ?? name;
  // What is read has it already.
  const isSeen = shown === other || ` ${shown.toLowerCase()}`.includes(` ${typed}`);
  return { name, shown, typed: isRead ? shown : name, via: isSeen ? undefined : other };
}

/** Which structures `text` asks for; empty where it asks for none that it names. */
function meaning(text: string, { structures, groups }: Names): string {
  try {
    return readRequest(text, structures, groups)
      .prompts.map(({ structure }) => structure ?? '')
      .join();
  } catch (error) {
    if (error instanceof AppError) return '';
    throw error;
  }
}

function indexOf({ structures, groups }: Names): NameIndex {
  const index = indices.get(structures) ?? indexNames(structures, groups);
  indices.set(structures, index);
  return index;
}

/** `text` with the suggestion in place of what was typed last. */
export function accept(text: string, { typed }: Suggestion): string {
  return completePrompt(text, typed);
}
