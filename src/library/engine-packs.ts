import type { Engine, LoadedModel } from '#engine/engine.ts';
import { AppError } from '#errors.ts';
import { LANGUAGE_NAMES, languageFor } from '#messages/languages.ts';
import type { RoutablePack } from '#prompt/route.ts';
import { type RouteOfSeveral, routeEach } from '#prompt/route-each.ts';
import type { BodyPart } from '#volume/body-part.ts';
import type { Modality } from '#volume/types.ts';
import type * as Api from './api.ts';
import { misuse } from './told.ts';

/** A pack that is loaded, in an engine of its own: changing packs would let go of what was encoded. */
export interface LoadedPack {
  readonly engine: Engine;
  readonly model: LoadedModel;
  readonly routable: RoutablePack;
}

/** One or more; the first is the one that reads what none has a name for. */
export type LoadedPacks = readonly [LoadedPack, ...LoadedPack[]];

/** Loads the packs at `addresses`, each by an engine of `start`. @throws AppError of the pack, 'arguments-invalid'. */
export async function loadPacks(
  addresses: readonly string[],
  start: () => Engine,
  options: Api.CallOptions,
): Promise<LoadedPacks> {
  const twice = addresses.find((address, n) => addresses.indexOf(address) !== n);
  if (twice !== undefined) throw misuse(`pack lists ${twice} twice`);
  const loaded: LoadedPack[] = [];
  try {
    for (const address of addresses) {
      const engine = start();
      loaded.push({ engine, ...(await loadedAt(address, engine, options)) });
    }
  } catch (error) {
    for (const { engine } of loaded) engine.dispose();
    throw error;
  }
  const [first, ...others] = loaded;
  if (!first) throw misuse('pack is the name of a pack or a list of them');
  return [first, ...others];
}

async function loadedAt(address: string, engine: Engine, options: Api.CallOptions) {
  try {
    const model = await engine.load(address, options);
    return { model, routable: routableOf(address, model) };
  } catch (error) {
    engine.dispose();
    throw error;
  }
}

function routableOf(address: string, model: LoadedModel): RoutablePack {
  const { name, structures, groups, scores, takesAnyText, targets, work } = model;
  const tiling = work?.tiling;
  return {
    ...{ address, name, structures, groups, scores, takesAnyText },
    ...(targets && { targets }),
    modalities: tiling?.kind === 'nnunet' ? tiling.modalities : [],
  };
}

export interface Wish {
  readonly modality: Modality;
  readonly parts: readonly BodyPart[];
  /** Also what such a scan does not show is asked for. */
  readonly isBeyond: boolean;
  readonly routing: 'best' | 'first';
}

/** Which of the packs are asked what `texts` ask for. @throws AppError as `routeEach`. */
export function routeAmong(
  [home, ...others]: LoadedPacks,
  texts: readonly string[],
  wish: Wish,
): RouteOfSeveral {
  return routeEach(texts, {
    ...wish,
    home: home.routable,
    others: others.map(({ routable }) => routable),
    // All are ready.
    loaded: home.routable.address,
  });
}

/** What an engine says things in. @throws AppError 'arguments-invalid' for another language. */
export async function messagesOf(language = 'en') {
  if (typeof language !== 'string') throw misuse('language is a BCP 47 tag, such as de');
  const { tag, messages } = await languageFor([language]);
  const known = Object.keys(LANGUAGE_NAMES).join(', ');
  if (subtag(tag) !== subtag(language)) throw misuse(`language is one of ${known}, not ${language}`);
  return messages;
}

/** "zh" of "zh-Hans". */
function subtag(tag: string): string | undefined {
  return tag.split('-')[0]?.toLowerCase();
}

/** @throws AppError 'arguments-invalid'. */
export function routingOf(routing: Api.EngineOptions['routing'] = 'best'): 'best' | 'first' {
  if (routing === 'best' || routing === 'first') return routing;
  throw misuse(`routing is best or first, not ${routing}`);
}

/** One place or several, as a list. @throws AppError 'arguments-invalid' where there is none. */
export function placesOf(pack: Api.EngineOptions['pack'] = 'mini'): readonly (string | URL)[] {
  const places: readonly (string | URL)[] = typeof pack === 'string' || pack instanceof URL ? [pack] : pack;
  if (Array.isArray(places) && places.length > 0) return places;
  throw new AppError('arguments-invalid', { reason: 'pack is the name of a pack, or a list of them' });
}
