import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Device } from '#engine/engine.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import { AppError, type ErrorDetails } from '#errors.ts';
import { alsoCalled } from '#model/anatomy/also-called.ts';
import { withNames } from '#model/anatomy/with-names.ts';
import { type ModelManifest, readManifest } from '#model/manifest.ts';
import { describePack } from '#model/pack-description.ts';
import { readRecipeFacts } from '#model/recipe-facts.ts';
import { readWeightRecipes } from '#model/weight-recipes.ts';
import { type OtherPack, packsForParts } from '#prompt/other-packs.ts';
import type { RoutablePack, RouteChoice } from '#prompt/route.ts';
import { type RouteOfSeveral, routeEach } from '#prompt/route-each.ts';
import type { Modality } from '#volume/types.ts';
import { readJson } from './files.ts';
import { cpuRuntime, nodeRuntime, readDisk } from './node-runtime.ts';

export interface OpenPack {
  readonly engine: LocalEngine;
  readonly manifest: ModelManifest;
  readonly device: Device;
}

const SHIPPED = fileURLToPath(new URL('../../public/models', import.meta.url));

/** Where the manifest is of the pack called `pack`: the id of one that comes with parse3d, or a folder with a manifest.json. */
export function manifestPath(pack: string): string {
  const path = [join(SHIPPED, pack, 'manifest.json'), resolve(pack, 'manifest.json'), resolve(pack)].find(
    (candidate) => candidate.endsWith('.json') && existsSync(candidate),
  );
  if (path === undefined) {
    throw new AppError('arguments-invalid', { reason: `--pack: ${whyMissing(pack)}` });
  }
  return path;
}

/** The engine with the pack called `pack`, as for `manifestPath`; on as many threads as it likes unless told. */
export async function openPack(pack: string, threads?: number): Promise<OpenPack> {
  const path = manifestPath(pack);
  const manifest = readManifest(readJson(path));
  const engine = new LocalEngine({
    runtime: threads === undefined ? nodeRuntime : cpuRuntime(threads),
    readFile: readDisk,
  });
  await engine.load(pathToFileURL(path).href);
  return { engine, manifest, device: await engine.probe() };
}

/**
 * Which of the packs called `names` are asked what `texts` ask for, as for `manifestPath`: the first whatever it knows.
 * @throws AppError as `routeEach`, 'pack-invalid', 'arguments-invalid'.
 */
export function routed(
  texts: readonly string[],
  names: readonly string[],
  modality: Modality,
  { parts, isBeyond }: Pick<RouteChoice, 'parts' | 'isBeyond'> = {},
): RouteOfSeveral {
  const [home, ...others] = names.map((name): RoutablePack => {
    const address = manifestPath(name);
    return { address, ...describePack(readManifest(readJson(address))) };
  });
  if (!home) throw new AppError('arguments-invalid', { reason: '--pack needs a pack' });
  const choice = { home, others, modality, parts, isBeyond, loaded: home.address, routing: 'first' } as const;
  try {
    return routeEach(texts, choice);
  } catch (error) {
    throw error instanceof AppError && error.code === 'prompt-part-unknown'
      ? withElsewhere(error, modality)
      : error;
  }
}

function withElsewhere({ details, code }: AppError, modality: Modality): AppError {
  const known = details as ErrorDetails['prompt-part-unknown'];
  return new AppError(code, { ...known, elsewhere: packsForParts(known.parts, otherPacks(modality)) });
}

/** The packs that can be made with what comes with parse3d, or of weights that people may bring for such scans. */
export function otherPacks(modality: Modality): readonly OtherPack[] {
  const ofRecipes = readdirSync(SHIPPED).flatMap((folder) => {
    const path = join(SHIPPED, folder, 'recipe.json');
    if (!existsSync(path)) return [];
    const facts = readRecipeFacts(readJson(path));
    return [{ ...facts, alsoCalled: alsoCalled(facts.knows) }];
  });
  const { models } = readWeightRecipes(readJson(join(SHIPPED, 'recipes.json')));
  const bringable = models.flatMap((recipe) => (recipe.modality === modality ? [withNames(recipe)] : []));
  return [...ofRecipes, ...bringable.map(({ id, name, ...vocabulary }) => ({ id, name, vocabulary }))];
}

function whyMissing(pack: string): string {
  if (!existsSync(join(SHIPPED, pack, 'recipe.json'))) return `there is no manifest.json in ${pack}`;
  return `${pack} comes without weights. Make the pack from its checkpoint (npm run convert -- CHECKPOINT --out ${pack})`;
}
