import type { PackHost } from '#engine/pack-host.ts';
import { breathe } from '#engine/queue.ts';
import type { Tensor } from '#engine/runtime.ts';
import { stackRows, type Understood } from '#engine/text-stage.ts';
import { BLANK_LOGIT, Blend } from '#model/blend.ts';
import { componentsOf } from '#model/components.ts';
import { leastMl } from '#model/existence.ts';
import type { ModelManifest, Refine } from '#model/manifest.ts';
import { prompted } from '#model/manifest-kinds.ts';
import { logit } from '#model/probability.ts';
import type { StructureId } from '#model/prompt.ts';
import type { Tile } from '#model/tiles.ts';
import { boxSize, intersection } from '#volume/boxes.ts';
import { intensityWindow } from '#volume/intensity.ts';
import { intoGrid } from '#volume/into-grid.ts';
import { modelGrid } from '#volume/model-grid.ts';
import type { Samples } from '#volume/samples.ts';
import type { Grid, Modality, VoxelBox } from '#volume/types.ts';
import { decodeTile } from './decode-tiles.ts';
import type { DecodedPrompt } from './decoded-prompt.ts';
import type { EncodedVolume } from './encoded-volume.ts';
import { placeIn } from './look-around.ts';
import { pointedBox, regionOf, tilesAbout, together } from './pointed.ts';
import { weighed } from './weighed.ts';

/** Logits that are not above it decide nothing. */
const FLOOR = logit(0.01);

/** By structure, what the first look says of it, and by which row it was asked. */
type Firsts = Map<string, Pick<DecodedPrompt, 'embedding' | 'samples'>>;

export interface SecondLook {
  readonly host: PackHost;
  readonly volume: EncodedVolume;
  /** What the first look says of the prompt's structure. */
  readonly first: Samples;
  /** What it says of structures of the pack. */
  readonly firsts: (structures: readonly string[]) => Promise<Firsts>;
  readonly onWindow: (done: number, total: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** What the pack declares of a second look at `structure` in scans of a modality; undefined where it takes none. */
export function againOf(
  { refine }: ModelManifest,
  structure: string | undefined,
  modality: Modality,
): Refine | undefined {
  if (structure === undefined) return undefined;
  return refine?.find((each) => each.structures.includes(structure) && each.modalities.includes(modality));
}

/** What a second look came to. */
export interface SecondSight {
  /** Logits on the part of its finer grid that the first look points at; undefined where the first look's stand. */
  readonly samples: Samples | undefined;
  /** Windows that were run for it. */
  readonly windows: number;
}

/** What a second look came to, and by which row it was asked. */
export interface LookedAgain extends Pick<SecondSight, 'samples'> {
  readonly embedding: Tensor;
}

/**
 * A second look; without samples where the pack takes none, where the first points at nothing, and where the second finds nothing there.
 * It is taken once per structure: what was kept of it takes no windows.
 */
export async function lookAgain(look: SecondLook, prompt: Understood): Promise<SecondSight> {
  const { host, volume } = look;
  const { structure, embedding } = prompt;
  const refine = againOf(host.manifest, structure, volume.modality);
  if (!refine || structure === undefined) return NOTHING_SEEN;
  const before = volume.again.get(structure);
  const isSame = before?.embedding.data.every((value, n) => value === embedding.data[n]);
  const windows = isSame ? 0 : await taken(look, structure, prompt, refine);
  return { samples: volume.again.get(structure)?.samples, windows };
}

const NOTHING_SEEN: SecondSight = { samples: undefined, windows: 0 };

/**
 * Looks at what is so near to the prompt's structure that windows hold both, and keeps what it sees of each: so a structure is seen
 * alike in any company, and windows are paid for once. @returns how many were run. Twin: `look_again_at` in training/mini/refine.py.
 */
async function taken(
  look: SecondLook,
  structure: string,
  prompt: Understood,
  refine: Refine,
): Promise<number> {
  const { host, volume, onWindow, signal } = look;
  const { embedding } = prompt;
  const firsts = await look.firsts(refine.structures);
  firsts.set(structure, { embedding, samples: look.first });
  const grid = modelGrid(volume.grid, refine.spacing);
  const groups = together(pointedAt(look, firsts, grid, refine), refine.tiling);
  const group = groups.find(({ members }) => members.some((each) => each.structure === structure));
  if (!group) {
    volume.again.set(structure, { embedding, samples: undefined });
    return 0;
  }
  const { members, region } = group;
  const tiles = tilesAbout(region, grid, refine.tiling);
  if (tiles.length > (refine.mostWindows ?? Infinity)) {
    volume.again.set(structure, { embedding, samples: undefined });
    return 0;
  }
  const text = stackRows(members.map((each) => each.embedding));
  const blend = new Blend(grid.size, tiles, refine.tiling, members.length);
  for (const [n, tile] of tiles.entries()) {
    onWindow(n, tiles.length);
    await breathe(signal);
    blend.add(tile, await seenIn(look, partOf(grid, tile), text));
  }
  onWindow(tiles.length, tiles.length);
  const least = logit(host.manifest.output.maskThreshold);
  for (const [n, each] of members.entries()) {
    const { box, logits } = blend.above(n, FLOOR);
    const data = inBox({ grid, box, data: logits }, each.region);
    const seen = { grid, box: each.region, data };
    const samples = data.some((value) => value > least)
      ? weighed(each.first, seen, refine.weight ?? 1)
      : undefined;
    volume.again.set(each.structure, { embedding: each.embedding, samples });
  }
  return tiles.length;
}

/** Of each structure that a first look points at, in the order of the manifest, where the second is to look: at the piece that is going to be kept. */
function pointedAt({ host: { manifest }, volume }: SecondLook, firsts: Firsts, grid: Grid, refine: Refine) {
  const { output } = manifest;
  return refine.structures.flatMap((id) => {
    const structure = id as StructureId;
    const first = firsts.get(structure);
    const keepsOne = componentsOf(output, structure, 'declared') === 'largest';
    const place = keepsOne ? placeIn(volume, structure, manifest) : undefined;
    const inPlace = place && { place, leastMl: leastMl(structure, output) };
    const pointed = first && pointedBox(first.samples, refine.pointsAbove, inPlace);
    if (!pointed) return [];
    const region = regionOf(pointed, grid, refine);
    return [{ structure, embedding: first.embedding, first: first.samples, region }];
  });
}

/** What the pack says of one window; undefined where there is nothing to see. */
async function seenIn({ host, volume }: SecondLook, part: Grid, text: Tensor) {
  const image = imageOn(host, volume, part);
  if (image.every((value) => value === image[0])) return undefined;
  const [x, y, z] = part.size;
  const { sessions } = host;
  const features = await sessions.run('imageEncoder', { image: { dims: [1, 1, z, y, x], data: image } });
  const { logits } = await decodeTile({ sessions, text }, features);
  return logits;
}

function imageOn(host: PackHost, volume: EncodedVolume, part: Grid): Float32Array {
  const { modality, grid, beside, volumeId } = volume;
  if (!beside.scan) throw new Error('The voxels of the scan are not at hand.');
  volume.intensity ??= intensityWindow(beside.scan, prompted(host.manifest).input.intensity[modality]);
  return intoGrid({ ...beside.scan, id: volumeId, name: '', modality, grid }, volume.intensity, part);
}

/** The samples of a tile as a grid of their own. */
function partOf({ voxelToWorld }: Grid, { start, size }: Tile): Grid {
  const [a, b, c, x, d, e, f, y, g, h, l, z] = voxelToWorld;
  const [i, j, k] = start;
  const at = (p: number, q: number, r: number, from: number) => p * i + q * j + r * k + from;
  return { size, voxelToWorld: [a, b, c, at(a, b, c, x), d, e, f, at(d, e, f, y), g, h, l, at(g, h, l, z)] };
}

/** Logits in a box of their own grid; beyond their own box they decide nothing. */
function inBox({ box: own, data }: Samples, box: VoxelBox): Float32Array {
  const [bx, by, bz] = boxSize(box);
  const all = new Float32Array(bx * by * bz).fill(BLANK_LOGIT);
  const held = intersection(own, box);
  const [nx, ny] = boxSize(own);
  for (let k = held.from[2]; k < held.to[2]; k++) {
    for (let j = held.from[1]; j < held.to[1]; j++) {
      const row = ((k - own.from[2]) * ny + j - own.from[1]) * nx - own.from[0];
      const at = ((k - box.from[2]) * by + j - box.from[1]) * bx + held.from[0] - box.from[0];
      all.set(data.subarray(row + held.from[0], row + held.to[0]), at);
    }
  }
  return all;
}
