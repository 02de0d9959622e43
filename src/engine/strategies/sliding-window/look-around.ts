import type { PackHost } from '#engine/pack-host.ts';
import { stackRows, type Understood } from '#engine/text-stage.ts';
import type { Blended } from '#model/blend.ts';
import type { ModelManifest } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { evidenceOf } from '#model/scene/evidence.ts';
import { doubtOfBody, judgeScene, type SceneCheck } from '#model/scene/scene.ts';
import { type Sighting, sightingOf } from '#model/scene/sighting.ts';
import { stretchOf } from '#model/scene/stretch.ts';
import { whereaboutsOf } from '#model/scene/whereabouts.ts';
import type { WindowTiling } from '#model/tilings.ts';
import { worldBox } from '#volume/affine.ts';
import { valueDoubt } from '#volume/scan-values.ts';
import type { WorldBox } from '#volume/types.ts';
import { decodeTiles, promptsAtOnce } from './decode-tiles.ts';
import { decodedPrompt, LEAST_LOGIT } from './decoded-prompt.ts';
import type { EncodedVolume, Features } from './encoded-volume.ts';

export interface Look {
  readonly volume: EncodedVolume;
  readonly features: Features;
  readonly tiling: WindowTiling;
  readonly signal: AbortSignal | undefined;
}

/**
 * Whether a scan is one that the pack can answer, by its body, its values, and what all structures of the pack are in it together;
 * undefined of a pack without a check.
 */
export async function lookAround(host: PackHost, look: Look): Promise<SceneCheck | undefined> {
  const { scene, output } = host.manifest;
  if (!scene) return undefined;
  const { modality, grid, beside, prepared } = look.volume;
  const ofBody = doubtOfBody(beside.body, worldBox(grid), scene);
  if (ofBody) return { doubt: ofBody, against: 0, clue: undefined, seen: [] };
  const around = { view: worldBox(prepared.grid), body: beside.body };
  look.volume.sightings = await sightings(host, look);
  const evidence = evidenceOf(look.volume.sightings, around, modality, { scene, output });
  const values = beside.scan && valueDoubt({ ...beside.scan, grid, modality });
  return {
    ...judgeScene(evidence, values, scene),
    stretch: stretchOf(look.volume.sightings, around, output),
  };
}

/** Where the middle of a structure may lie in a scan that was looked at; undefined where pack or scan do not tell. */
export function placeIn(
  { prepared, sightings: seen }: EncodedVolume,
  structure: StructureId | undefined,
  { scene, output }: Pick<ModelManifest, 'scene' | 'output'>,
): WorldBox | undefined {
  if (!scene || !seen) return undefined;
  return whereaboutsOf(structure, seen, { view: worldBox(prepared.grid) }, { scene, output });
}

/** All structures of the pack's vocabulary, as they are seen on the model grid. What was decoded is left in `look.volume`. */
export async function sightings(host: PackHost, look: Look): Promise<readonly Sighting[]> {
  const seen: Sighting[] = [];
  const all = host.manifest.structures.map(({ id }) => id);
  await decodeStructures(host, look, all, (structure, rawExistence, own) => {
    seen.push(sightingOf({ structure, rawExistence }, own, look.volume.prepared.grid));
  });
  return seen;
}

/** Decodes structures of the pack's vocabulary, as many at once as there is memory for, and leaves them in `look.volume`. */
export async function decodeStructures(
  host: PackHost,
  { volume, features, tiling, signal }: Look,
  structures: readonly string[],
  onDecoded: (structure: StructureId, rawExistence: number, blended: Blended) => void = () => undefined,
): Promise<void> {
  const { manifest, sessions, texts } = host;
  const asked = manifest.structures.filter(({ id }) => structures.includes(id));
  const prompts = asked.map(({ id, name }) => ({ text: name, structure: id }));
  const rows = (await texts(prompts, sessions)).filter((read): read is Understood => read.understood);
  const { grid } = volume.prepared;
  const atOnce = promptsAtOnce({ from: [0, 0, 0], to: grid.size });
  for (let from = 0; from < rows.length; from += atOnce) {
    const group = rows.slice(from, from + atOnce);
    const text = stackRows(group.map(({ embedding }) => embedding));
    const onTile = () => undefined;
    const job = { volume, features, tiling, text, sessions, floor: LEAST_LOGIT, onTile, signal };
    const { existence, blended } = await decodeTiles(job);
    for (const [n, { structure, embedding }] of group.entries()) {
      const rawExistence = existence[n] ?? 0;
      if (!structure) continue;
      const own = blended(n);
      onDecoded(structure, rawExistence, own);
      volume.decoded.set(structure, decodedPrompt(embedding, rawExistence, own, grid));
    }
  }
}
