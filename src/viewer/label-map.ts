import { boxSize, intersection, union } from '#volume/boxes.ts';
import { nextInside, nextOutside, wordsOf } from '#volume/runs.ts';
import type { Mask, Vec3, VoxelBox } from '#volume/types.ts';
import { type DrawnBox, type DrawnOrder, drawnBox } from './drawn-order.ts';
import type { MaskLayer } from './viewer.ts';

/** A box of the label map, composed anew, in the order of the views. */
export interface Patch {
  /** Of stored voxels. */
  readonly box: VoxelBox;
  /** Where the box lies in the views, and its size there. */
  readonly from: Vec3;
  readonly size: Vec3;
  /**
   * One per voxel of the box, the first axis of the views fastest: its label, 0 for nothing, and times 256 how near it is to being
   * another's, the weakness of its distance from the level that decides it. They hold until the next patch is taken.
   */
  readonly texels: Uint16Array<ArrayBuffer>;
}

/** From this distance of its byte from the level on, a voxel is as firmly inside or outside as can be. */
const FIRM = 127;
/** What the least of all distances counts for, so that a thin part is drawn however little it is inside. */
const LEAST_FIRMNESS = 0.25;

/** 0 for a voxel that is firmly inside or outside, up to 255; by its byte's distance from the level. */
const WEAKNESS = Uint8Array.from({ length: 256 }, (_, distance) =>
  Math.round(255 * (1 - LEAST_FIRMNESS) * (1 - Math.min(1, distance / FIRM))),
);

const MOST_OBJECTS = 255;

/**
 * Objects over each other as one label map: a voxel has the label of the last object that is inside there and not hidden.
 * The map itself is nowhere here: `takePatch` gives what has changed in it, and only that.
 */
export class LabelMap {
  #layers: readonly MaskLayer[] = [];
  readonly #labels = new Map<string, number>();
  #stale: VoxelBox[] = [];
  /** What patches are painted in, one after another: to have each anew would take as long as painting it. */
  #texels = new Uint16Array(0);
  /** Red, green, blue and opacity of labels 0 to 255. */
  readonly look = new Uint8ClampedArray(4 * (MOST_OBJECTS + 1));

  /** As they are painted. */
  get layers(): readonly MaskLayer[] {
    return this.#layers;
  }

  /** How many voxels are to be composed anew. */
  get staleVoxels(): number {
    return this.#stale.reduce((sum, box) => sum + voxels(box), 0);
  }

  /** Puts an object in place of the one that had its key, else over all others. @throws RangeError for more than 255 objects. */
  set(layer: MaskLayer): void {
    const at = this.#layers.findIndex(({ key }) => key === layer.key);
    const before = this.#layers[at];
    this.#layers = before ? this.#layers.with(at, layer) : [...this.#layers, layer];
    this.#paint(this.#labelOf(layer.key), layer);
    if (before?.mask === layer.mask && isSeen(before) === isSeen(layer)) return;
    if (before && isSeen(before) && isSeen(layer) && layer.changed?.since === before.mask) {
      this.#compose(layer.changed.box);
      return;
    }
    if (before && isSeen(before)) this.#compose(before.mask.box);
    if (isSeen(layer)) this.#compose(layer.mask.box);
  }

  remove(key: string): void {
    const gone = this.#layers.find((layer) => layer.key === key);
    if (!gone) return;
    this.#layers = this.#layers.filter((layer) => layer !== gone);
    this.#labels.delete(key);
    if (isSeen(gone)) this.#compose(gone.mask.box);
  }

  /** Paints objects in the order of `keys`, those that it does not name before all others. */
  order(keys: readonly string[]): void {
    const before = this.#layers;
    const rank = ({ key }: MaskLayer) => keys.indexOf(key);
    this.#layers = before.toSorted((a, b) => rank(a) - rank(b));
    before.forEach((lower, n) => {
      for (const upper of before.slice(n + 1)) {
        if (rank(upper) < rank(lower) && isSeen(lower) && isSeen(upper)) {
          this.#compose(intersection(lower.mask.box, upper.mask.box));
        }
      }
    });
  }

  /** Takes all objects away, without a patch: the map is to be blank. */
  clear(): void {
    this.#layers = [];
    this.#labels.clear();
    this.#stale = [];
  }

  /** The whole map is to be composed anew, as onto a blank one. */
  restart(): void {
    this.#stale = [];
    for (const layer of this.#layers) if (isSeen(layer)) this.#compose(layer.mask.box);
  }

  /** The next part of what has changed, of about `most` voxels, or undefined where all has been taken. */
  takePatch(most: number, order: DrawnOrder): Patch | undefined {
    const next = this.#stale.pop();
    if (!next) return undefined;
    const [ni, nj, nk] = boxSize(next);
    const slices = Math.min(nk, Math.max(1, Math.floor(most / (ni * nj))));
    const cut = next.from[2] + slices;
    if (slices < nk) this.#stale.push({ from: [next.from[0], next.from[1], cut], to: next.to });
    return this.#composed({ from: next.from, to: [next.to[0], next.to[1], cut] }, order);
  }

  /** Of what has changed, what lies in the three planes through a voxel. It comes again with what is taken later. */
  *planesThrough(at: Vec3, order: DrawnOrder): Generator<Patch> {
    for (const box of this.#stale) {
      for (const axis of [0, 1, 2] as const) {
        const [from, to] = [box.from.with(axis, at[axis]), box.to.with(axis, at[axis] + 1)];
        const plane = intersection(box, { from, to } as unknown as VoxelBox);
        if (voxels(plane) > 0) yield this.#composed(plane, order);
      }
    }
  }

  #composed(box: VoxelBox, order: DrawnOrder): Patch {
    const drawn = drawnBox(box, order);
    const texels = this.#blank(voxels(box));
    for (const layer of this.#layers) {
      if (isSeen(layer)) paintInto({ box, texels, ...drawn }, layer.mask, this.#labelOf(layer.key));
    }
    return { box, from: drawn.from, size: drawn.size, texels };
  }

  /** The label of an object; undefined of one that is not here. */
  find(key: string): number | undefined {
    return this.#labels.get(key);
  }

  #blank(length: number): Uint16Array<ArrayBuffer> {
    if (this.#texels.length < length) this.#texels = new Uint16Array(length);
    return this.#texels.subarray(0, length).fill(0);
  }

  #labelOf(key: string): number {
    const known = this.#labels.get(key);
    if (known !== undefined) return known;
    const taken = new Set(this.#labels.values());
    for (let label = 1; label <= MOST_OBJECTS; label++) {
      if (taken.has(label)) continue;
      this.#labels.set(key, label);
      return label;
    }
    throw new RangeError(`More than ${MOST_OBJECTS} objects cannot be drawn at once. Delete some.`);
  }

  #paint(label: number, { color, opacity }: MaskLayer): void {
    // Lighter than a blend of that opacity, for the edge says where the object ends: a quarter at one half, all of it at 1.
    this.look.set([...color, 255 * opacity ** 2], 4 * label);
  }

  /** Notes a box, as one with another where that is no more to compose than the two. */
  #compose(box: VoxelBox): void {
    let whole = box;
    for (;;) {
      if (voxels(whole) === 0) return;
      const partner = this.#stale.findIndex(
        (each) => voxels(together(each, whole)) <= voxels(each) + voxels(whole),
      );
      const [other] = partner < 0 ? [] : this.#stale.splice(partner, 1);
      if (!other) break;
      whole = together(other, whole);
    }
    this.#stale.push(whole);
  }
}

const isSeen = ({ opacity }: MaskLayer) => opacity > 0;

function voxels(box: VoxelBox): number {
  const [ni, nj, nk] = boxSize(box);
  return ni * nj * nk;
}

const together = (a: VoxelBox, b: VoxelBox): VoxelBox => union([a, b]) ?? a;

/** Writes `label` where `mask` is inside, and how near each voxel is to its edge. */
function paintInto({ box, texels, first, steps }: Patch & DrawnBox, mask: Mask, label: number): void {
  const own = mask.box;
  const { from, to } = intersection(box, own);
  const [ownWidth, ownHeight] = boxSize(own);
  const [along, across, through] = steps;
  const paint = paintOf(mask, texels, label, along);
  const corner = first + (from[0] - box.from[0]) * along;
  for (let k = from[2]; k < to[2]; k++) {
    for (let j = from[1]; j < to[1]; j++) {
      const row = ((k - own.from[2]) * ownHeight + j - own.from[1]) * ownWidth - own.from[0];
      const at = corner + (j - box.from[1]) * across + (k - box.from[2]) * through;
      paint(row + from[0], row + to[0], at);
    }
  }
}

/** Paints a row of the mask's bytes, from one up to another, among the texels from one on, `step` apart. */
function paintOf({ data, level }: Mask, texels: Uint16Array, label: number, step: number) {
  const words = wordsOf(data);
  const certain = label + 256 * (WEAKNESS[255 - level] as number);
  return (from: number, past: number, at: number): void => {
    for (let n = from; n < past; n++) {
      const byte = data[n] as number;
      const texel = at + (n - from) * step;
      if (byte === 0) n = nextInside(data, words, n, past, 1) - 1;
      else if (byte === 255) {
        const end = nextOutside(data, words, n, past, 255);
        fillRow(texels, texel, end - n, step, certain);
        n = end - 1;
      } else if (byte >= level) texels[texel] = label + 256 * (WEAKNESS[byte - level] as number);
      else weaken(texels, texel, WEAKNESS[level - 1 - byte] as number);
    }
  };
}

/** Fills `count` texels from `at` on, `step` apart. */
function fillRow(texels: Uint16Array, at: number, count: number, step: number, value: number): void {
  if (step === 1) texels.fill(value, at, at + count);
  else if (step === -1) texels.fill(value, at - count + 1, at + 1);
  else for (let n = 0; n < count; n++) texels[at + n * step] = value;
}

/** What is nobody's is as near to an object as to the nearest of them. */
function weaken(texels: Uint16Array, at: number, weakness: number): void {
  const before = texels[at] as number;
  if ((before & 255) === 0) texels[at] = Math.max(before, 256 * weakness);
}
