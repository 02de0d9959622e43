import MiniSearch from 'minisearch';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import { normalForm } from './normalize.ts';

/** Something to ask for, offered while a prompt is typed. */
export interface Suggestion {
  /** The structure's or group's own name. */
  readonly name: string;
  /** The other name of it that was typed, if it was not its own. */
  readonly via: string | undefined;
}

/** The names of a pack, ready to be searched. */
export interface NameIndex {
  readonly search: MiniSearch<Entry>;
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly id: number;
  readonly owner: string;
  readonly text: string;
}

/** A prompt's last word may be half a name; letters of scripts without spaces are words of their own. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu;
/** What comes after the last of these is what is being typed. */
const LAST = /^(.*(?:[,;、，；&+\n]|\s(?:and|und|et|y|e)\s))?(.*)$/su;

/** An index over every name of every structure and group. */
export function indexNames(structures: readonly Structure[], groups: readonly StructureGroup[]): NameIndex {
  const named = [
    ...structures.map(({ name, synonyms }) => ({ owner: name, names: [name, ...synonyms] })),
    ...groups.map(({ names }) => ({ owner: names[0] ?? '', names })),
  ];
  const entries = named
    .flatMap(({ owner, names }) => [...new Set(names)].map((text) => ({ owner, text })))
    .map((entry, id) => ({ ...entry, id }));
  const search = new MiniSearch<Entry>({
    fields: ['text'],
    tokenize: (text) => normalForm(text).match(WORD) ?? [],
    processTerm: (term) => term.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
  });
  search.addAll(entries);
  return { search, entries };
}

/** Up to `limit` things whose names begin like what is typed last in `text`, or nearly so; the likeliest first. */
export function suggestNames(text: string, { search, entries }: NameIndex, limit = 6): readonly Suggestion[] {
  const typed = lastPart(text).typed.replace(/^(?:the|die|der|das|le|la|el|il|o)\s+/i, '');
  if (normalForm(typed) === '') return [];
  const found = search.search(typed, {
    combineWith: 'AND',
    prefix: true,
    fuzzy: (term) => (term.length > 3 ? 0.25 : false),
    weights: { prefix: 0.8, fuzzy: 0.2 },
    boostDocument: (id) => (entries[id]?.text === entries[id]?.owner ? 1.5 : 1),
  });
  const best = new Map<string, Suggestion>();
  for (const { id } of found) {
    const entry = entries[id];
    if (!entry || best.has(entry.owner)) continue;
    best.set(entry.owner, { name: entry.owner, via: entry.text === entry.owner ? undefined : entry.text });
  }
  return [...best.values()].slice(0, limit);
}

/** `text` with what is typed last in it replaced by `name`. */
export function completePrompt(text: string, name: string): string {
  const { before } = lastPart(text);
  return `${before}${before === '' || /\s$/.test(before) ? '' : ' '}${name}`;
}

function lastPart(text: string): { readonly before: string; readonly typed: string } {
  const [, before = '', typed = ''] = LAST.exec(text) ?? [];
  const space = /^\s*/.exec(typed)?.[0] ?? '';
  return { before: before + space, typed: typed.slice(space.length) };
}
