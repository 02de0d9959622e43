import type { LoadedModel } from '#engine/engine.ts';
import { readManifest } from '#model/manifest.ts';
import { describePack, type PackNames } from '#model/pack-description.ts';
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
  const { manifestUrl, homeUrl, packLent } = store.getState();
  if (homeUrl !== embeddedUrl) await describeOnce(app, embeddedUrl);
  signal.throwIfAborted();
  // What it knows can only be learnt from itself.
  if (manifestUrl !== homeUrl && !factsOf(store.getState(), homeUrl)) packLent(homeUrl);
  if (store.getState().manifestUrl === homeUrl) describeLoaded(app, homeUrl, await readyModel(app, signal));
  // Its files may have been gone, and another has stepped in.
  if (store.getState().homeUrl !== homeUrl) return packsAtHand(app, signal);
  const facts = factsOf(store.getState(), homeUrl);
  if (!facts) throw new Error('The chosen pack has not been described.');
  return { home: asRoutable(homeUrl, facts), others: packsBesides(homeUrl, store.getState()) };
}

/** What is known by now of the packs that this device can run, but for the one at `address`. */
export function packsBesides(address: string, state: State): readonly RoutablePack[] {
  const { storedPacks, described } = state;
  const installed = storedPacks.at === 'listed' ? storedPacks.packs : [];
  const known = [
    ...[...described].map(([url, facts]) => ({ url, facts })),
    ...installed.flatMap((pack) =>
      pack.kind === 'installed' ? [{ url: pack.manifestUrl, facts: pack.facts }] : [],
    ),
  ];
  return known.flatMap(({ url, facts }) =>
    url !== address && canRun(state, facts) ? [asRoutable(url, facts)] : [],
  );
}

/** Which packs answer at these addresses, and in which versions: what answers follow from. */
export function versionsOf(
  state: State,
  addresses: readonly string[],
): Pick<PackNames, 'version'> & { id: string } {
  const facts = addresses.map((url) => factsOf(state, url));
  const joined = (part: 'id' | 'version') => facts.map((each) => each?.[part] ?? '').join(' + ');
  return { id: joined('id'), version: joined('version') };
}

function factsOf(state: State, url: string): PackNames | undefined {
  return storedFacts(state, url) ?? state.described.get(url);
}

function storedFacts({ storedPacks }: State, url: string): PackNames | undefined {
  const packs = storedPacks.at === 'listed' ? storedPacks.packs : [];
  for (const pack of packs) if (pack.kind === 'installed' && pack.manifestUrl === url) return pack.facts;
  return undefined;
}

/** A pack that the browser does not keep describes itself when it is loaded. */
function describeLoaded({ store }: Pick<App, 'store'>, url: string, model: LoadedModel): void {
  const state = store.getState();
  const { id, name, version, structures, groups, scores, takesAnyText, targets, work } = model;
  // Where another has stepped in, this is not the one at `url`.
  const before = state.described.get(url);
  const isKnown = storedFacts(state, url) ?? (before?.license || before?.structures === structures);
  if (state.manifestUrl !== url || isKnown) return;
  const names = {
    id,
    name,
    version,
    structures,
    groups,
    scores,
    takesAnyText,
    modalities: [],
    ...(targets && { targets }),
    ...(work && { work }),
  };
  state.packDescribed(url, { ...names, requirements: undefined });
}

const routables = new WeakMap<PackNames, RoutablePack>();

function asRoutable(address: string, facts: PackNames): RoutablePack {
  const before = routables.get(facts);
  if (before) return before;
  const { name, structures, groups, scores, takesAnyText, modalities, targets } = facts;
  const pack = {
    address,
    name,
    structures,
    groups,
    scores,
    takesAnyText,
    modalities,
    ...(targets && { targets }),
  };
  routables.set(facts, pack);
  return pack;
}

function canRun({ device }: State, { requirements }: PackNames): boolean {
  if (!device || !requirements) return true;
  const { kind } = checkRequirements(requirements, device, deviceMemoryBytes());
  return !/too-little|too-small/.test(kind);
}

/** What a pack of this site says of itself. One that cannot be fetched now is no candidate now. */
export async function describeOnce({ store }: Pick<App, 'store'>, url: string): Promise<void> {
  const { described, packDescribed } = store.getState();
  if (described.get(url)?.license) return;
  try {
    const response = await fetch(url);
    if (response.ok) packDescribed(url, describePack(readManifest(await response.json())));
  } catch {
    // Whoever needs it is told when it is to be loaded.
  }
}
