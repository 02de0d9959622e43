import { type ModelManifest, readManifest } from '#model/manifest.ts';
import { describePack, type PackDescription } from '#model/pack-description.ts';
import type { RoutablePack } from '#prompt/route.ts';
import type { State } from '#state/store.ts';
import type { App } from './app.ts';
import { checkRequirements, deviceMemoryBytes } from './check-requirements.ts';
import { listPacks } from './list-packs.ts';
import { readyModel } from './load-model.ts';

/** The pack that was chosen, and those that could answer for it. */
export interface PacksAtHand {
  readonly home: RoutablePack;
  readonly others: readonly RoutablePack[];
}

/**
 * Finds out which packs could answer a prompt: the chosen one, which is loaded where it is the one that answers already, the
 * stored ones that this device can run, and the one that comes with the page.
 *
 * @throws {AppError} why the chosen one is unavailable; `signal.reason` when aborted.
 */
export async function packsAtHand(app: App, signal: AbortSignal): Promise<PacksAtHand> {
  const { store, embeddedUrl } = app;
  if (store.getState().storedPacks.at === 'unread') await listPacks(app);
  const { manifestUrl, homeUrl } = store.getState();
  if (manifestUrl === homeUrl) await readyModel(app, signal);
  if (homeUrl !== embeddedUrl) await describe(app, embeddedUrl);
  if (manifestUrl !== homeUrl && !storedPack(store.getState(), homeUrl)) await describe(app, homeUrl);
  signal.throwIfAborted();
  const state = store.getState();
  const home = homePack(state) ?? fromLoaded(state, await readyModel(app, signal));
  return { home, others: otherPacks(state, embeddedUrl) };
}

/** What is known by now of packs other than the chosen one. */
export function otherPacks(state: State, embeddedUrl: string): readonly RoutablePack[] {
  const { storedPacks, homeUrl, described } = state;
  const installed = storedPacks.at === 'listed' ? storedPacks.packs : [];
  const embedded = described.get(embeddedUrl);
  return [
    ...(embedded && homeUrl !== embeddedUrl ? [asRoutable(embeddedUrl, embedded)] : []),
    ...installed.flatMap((pack) => {
      if (pack.kind !== 'installed' || pack.manifestUrl === homeUrl || !canRun(state, pack.facts)) return [];
      return [asRoutable(pack.manifestUrl, pack.facts)];
    }),
  ];
}

function homePack(state: State): RoutablePack | undefined {
  const { manifestUrl, homeUrl, model, described } = state;
  if (manifestUrl === homeUrl && model.at === 'ready') return fromLoaded(state, model.model);
  const facts = storedPack(state, homeUrl) ?? described.get(homeUrl);
  return facts && asRoutable(homeUrl, facts);
}

function storedPack({ storedPacks }: State, url: string): PackDescription | undefined {
  const packs = storedPacks.at === 'listed' ? storedPacks.packs : [];
  for (const pack of packs) if (pack.kind === 'installed' && pack.manifestUrl === url) return pack.facts;
  return undefined;
}

type Vocabulary = Pick<ModelManifest, 'name' | 'structures' | 'groups' | 'scores'> &
  Pick<PackDescription, 'takesAnyText'>;

function fromLoaded({ manifestUrl }: State, { name, structures, groups, scores, takesAnyText }: Vocabulary) {
  return { address: manifestUrl, name, structures, groups, scores, takesAnyText, modalities: [] };
}

const routables = new WeakMap<PackDescription, RoutablePack>();

function asRoutable(address: string, facts: PackDescription): RoutablePack {
  const before = routables.get(facts);
  if (before) return before;
  const { name, structures, groups, scores, takesAnyText, modalities } = facts;
  const pack = { address, name, structures, groups, scores, takesAnyText, modalities };
  routables.set(facts, pack);
  return pack;
}

function canRun({ device }: State, { requirements }: PackDescription): boolean {
  if (!device || !requirements) return true;
  const { kind } = checkRequirements(requirements, device, deviceMemoryBytes());
  return !/too-little|too-small/.test(kind);
}

/** What a pack of this site says of itself. One that cannot be fetched now is no candidate now. */
async function describe({ store }: Pick<App, 'store'>, url: string): Promise<void> {
  const { described, packDescribed } = store.getState();
  if (described.has(url)) return;
  try {
    const response = await fetch(url);
    if (response.ok) packDescribed(url, describePack(readManifest(await response.json())));
  } catch {
    // Whoever needs it is told when it is to be loaded.
  }
}
