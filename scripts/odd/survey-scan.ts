import { pathToFileURL } from 'node:url';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import { manifestPath } from '#cli/pack.ts';
import { PackHost } from '#engine/pack-host.ts';
import { EncodedVolume } from '#engine/strategies/sliding-window/encoded-volume.ts';
import { sightings } from '#engine/strategies/sliding-window/look-around.ts';
import { prompted } from '#model/manifest-kinds.ts';
import { prepare } from '#model/preprocess.ts';
import type { Sighting } from '#model/scene/sighting.ts';
import type { WindowTiling } from '#model/tilings.ts';
import { worldBox } from '#volume/affine.ts';
import { besideOf } from '#volume/patient-box.ts';
import type { Volume, WorldBox } from '#volume/types.ts';

/** What a pack sees in a scan, before anything is judged. */
export interface Survey {
  readonly sightings: readonly Sighting[];
  readonly view: WorldBox;
  readonly body: WorldBox | undefined;
}

export async function openHost(pack: string): Promise<PackHost> {
  const host = new PackHost(nodeRuntime, readDisk, () => undefined);
  await host.load(pathToFileURL(manifestPath(pack)).href, {});
  return host;
}

/** Encodes `volume` and looks for all structures, as the engine's check does. */
export async function survey(host: PackHost, volume: Volume): Promise<Survey> {
  const { input } = prompted(host.manifest);
  const tiling = input.tiling as WindowTiling;
  const prepared = prepare(volume, input, tiling);
  const features = [];
  for (const tile of prepared.tiles) {
    const image = prepared.input(tile);
    features.push(image && (await host.sessions.run('imageEncoder', { image })));
  }
  const encoded = new EncodedVolume(volume, prepared, besideOf(volume));
  const seen = await sightings(host, { volume: encoded, features, tiling, signal: undefined });
  return { sightings: seen, view: worldBox(prepared.grid), body: encoded.beside.body };
}
