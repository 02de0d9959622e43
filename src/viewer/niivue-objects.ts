import type { Niivue } from '@niivue/niivue';
import type { HalfSpace } from '#volume/clip.ts';
import type { Vec3 } from '#volume/types.ts';
import type { DrawnOrder } from './drawn-order.ts';
import { LabelMap } from './label-map.ts';
import { LabelTexture } from './niivue-labels.ts';
import type { Frame } from './niivue-open.ts';
import { Surfaces } from './niivue-surfaces.ts';
import { type MakeSurface, SurfaceMaker } from './surface-maker.ts';
import type { MaskLayer } from './viewer.ts';

/** Voxels composed before the clock is looked at, and how long a frame may take over it. */
const PATCH_VOXELS = 500_000;
const FRAME_MS = 25;

/** The objects of a viewer, as a label map over its slices and as surfaces in 3D. */
export class DrawnObjects {
  readonly #map = new LabelMap();
  readonly #maker: SurfaceMaker;
  readonly #changed: () => void;
  #texture: LabelTexture;
  #surfaces: Surfaces;
  #isSolid: boolean;
  #emphasised: string | undefined;
  #framed: string | undefined;
  #away: HalfSpace | undefined;
  /** There is something new to see. */
  #isDue = true;
  #lookedAt: Vec3 | undefined;

  /** `changed` is called when `draw` has something to do. */
  constructor(niivue: Niivue, makeSurface: MakeSurface, isSolid: boolean, changed: () => void) {
    this.#changed = changed;
    this.#isSolid = isSolid;
    // Nobody awaits a surface; the page shows what nobody caught.
    this.#maker = new SurfaceMaker(makeSurface, (error) => void Promise.reject(error));
    this.#texture = new LabelTexture(niivue);
    this.#surfaces = new Surfaces(niivue);
  }

  /** Whether 3D has an object to show. */
  get inScene(): boolean {
    return this.#surfaces.any;
  }

  get frame(): Frame | undefined {
    return this.#surfaces.frame;
  }

  keys(): readonly string[] {
    return this.#map.layers.map(({ key }) => key);
  }

  set(layer: MaskLayer): void {
    const before = this.#find(layer.key);
    if (before && isSame(before, layer)) return;
    this.#map.set(layer);
    this.#surfaces.setLook(layer);
    if (before && before.mask !== layer.mask) this.#dropHidden(layer);
    const isNew = before?.mask !== layer.mask || before.isInHand || !this.#surfaces.has(layer.key);
    if (isNew && !layer.isInHand) this.#solidify(layer);
    this.redraw();
  }

  remove(key: string): void {
    this.#map.remove(key);
    this.#maker.drop(key);
    this.#surfaces.remove(key);
    this.redraw();
  }

  order(keys: readonly string[]): void {
    if (String(keys) === String(this.keys())) return;
    this.#map.order(keys);
    this.redraw();
  }

  /** Draws the edge of one object stronger than the others', or none's. */
  setEmphasis(key: string | undefined): void {
    if (key === this.#emphasised) return;
    this.#emphasised = key;
    this.#surfaces.setEmphasis(key);
    this.redraw();
  }

  /** Lets 3D look at one object alone, or at all. */
  setFrame(key: string | undefined): void {
    this.#framed = key;
    this.#surfaces.setFrame(key);
    this.redraw();
  }

  setClip(away: HalfSpace | undefined): void {
    this.#away = away;
    this.#surfaces.setClip(away);
    this.redraw();
  }

  forget(): void {
    this.#map.clear();
    this.#maker.dropAll();
    this.#surfaces.clear();
    this.#texture.blank();
  }

  setSolid(isSolid: boolean): void {
    this.#isSolid = isSolid;
    this.#surfaces.setShown(isSolid);
    if (isSolid) for (const layer of this.#map.layers) this.#solidify(layer);
    else this.#maker.dropAll();
    this.redraw();
  }

  /** Draws everything again in another NiiVue, which has the same base image. */
  moveTo(niivue: Niivue): void {
    const surfaces = this.#surfaces.all();
    this.#texture = new LabelTexture(niivue);
    this.#surfaces = new Surfaces(niivue);
    this.#surfaces.setShown(this.#isSolid);
    this.#surfaces.setEmphasis(this.#emphasised);
    this.#surfaces.setFrame(this.#framed);
    this.#surfaces.setClip(this.#away);
    for (const { layer, surface } of surfaces) this.#surfaces.set(layer, surface);
    this.#map.restart();
    this.redraw();
  }

  /** Has the views drawn again. */
  redraw(): void {
    this.#isDue = true;
    this.#changed();
  }

  /**
   * Brings the slices up to date, as far as a frame has time for it, the ones that are looked at before all others. Whether the views are to
   * be drawn: not for what nobody sees yet.
   */
  draw(): boolean {
    const until = performance.now() + FRAME_MS;
    const { order, crosshair } = this.#texture;
    if (!order || !crosshair) return false;
    const isSeen = this.#isDue || String(crosshair) !== String(this.#lookedAt);
    if (isSeen) this.#show(crosshair, order);
    let patch = this.#map.takePatch(PATCH_VOXELS, order);
    while (patch) {
      this.#texture.write(patch);
      patch = performance.now() < until ? this.#map.takePatch(PATCH_VOXELS, order) : undefined;
    }
    const isLeft = this.#map.staleVoxels > 0;
    if (isLeft) this.#changed();
    return isSeen || !isLeft;
  }

  #show(crosshair: Vec3, order: DrawnOrder): void {
    this.#isDue = false;
    this.#lookedAt = crosshair;
    this.#texture.setLook(this.#map.look);
    this.#texture.setEmphasis(this.#emphasised === undefined ? undefined : this.#map.find(this.#emphasised));
    if (this.#map.staleVoxels <= PATCH_VOXELS) return;
    for (const patch of this.#map.planesThrough(crosshair, order)) this.#texture.write(patch);
  }

  dispose(): void {
    this.#maker.dropAll();
  }

  #find(key: string): MaskLayer | undefined {
    return this.#map.layers.find((layer) => layer.key === key);
  }

  /** Lets go of a surface that is of an earlier mask where no new one is made now; one on the screen stays until then. */
  #dropHidden({ key, opacity }: MaskLayer): void {
    if (this.#isSolid && opacity > 0) return;
    this.#maker.drop(key);
    this.#surfaces.remove(key);
  }

  /** Has the surface of an object made, which is drawn when it is there: slices are drawn meanwhile. */
  #solidify({ key, mask, opacity }: MaskLayer): void {
    if (!this.#isSolid || opacity <= 0) return;
    this.#maker.make(key, mask, (surface) => {
      const now = this.#find(key);
      if (now?.mask !== mask) return;
      this.#surfaces.set(now, surface);
      this.redraw();
    });
  }
}

function isSame(a: MaskLayer, b: MaskLayer): boolean {
  const isLike = a.opacity === b.opacity && String(a.color) === String(b.color);
  return a.mask === b.mask && isLike && (a.isInHand ?? false) === (b.isInHand ?? false);
}
