import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Device } from '#engine/engine.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import { AppError } from '#errors.ts';
import { type ModelManifest, readManifest } from '#model/manifest.ts';
import { readRecipeFacts } from '#model/recipe-facts.ts';
import type { OtherPack } from '#prompt/other-packs.ts';
import { readJson } from './files.ts';
import { nodeRuntime, readDisk } from './node-runtime.ts';

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

/** The engine with the pack called `pack`, as for `manifestPath`. */
export async function openPack(pack: string): Promise<OpenPack> {
  const path = manifestPath(pack);
  const manifest = readManifest(readJson(path));
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile: readDisk });
  await engine.load(pathToFileURL(path).href);
  return { engine, manifest, device: await engine.probe() };
}

/** The packs that come with parse3d, or can be made with what comes with it, and what they may know. */
export function otherPacks(): readonly OtherPack[] {
  return readdirSync(SHIPPED).flatMap((folder) => {
    const path = join(SHIPPED, folder, 'recipe.json');
    if (!existsSync(path)) return [];
    return [readRecipeFacts(readJson(path))];
  });
}

function whyMissing(pack: string): string {
  if (!existsSync(join(SHIPPED, pack, 'recipe.json'))) return `there is no manifest.json in ${pack}`;
  return `${pack} comes without weights. Make the pack from its checkpoint (npm run convert -- CHECKPOINT --out ${pack})`;
}
