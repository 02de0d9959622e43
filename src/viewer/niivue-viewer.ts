import type { NiiVueLocation, Niivue } from '@niivue/niivue';
import { type Clip, clippedAway } from '#volume/clip.ts';
import type { Tile } from '#volume/tile.ts';
import type { Grid, Volume, WorldPoint } from '#volume/types.ts';
import { baseImage } from './base-image.ts';
import { watchContext } from './context-loss.ts';
import { oncePerFrame } from './next-frame.ts';
import { clipScan, lookAt, resetView, zoom, zoomSolid } from './niivue-camera.ts';
import { attachFingers } from './niivue-fingers.ts';
import { DrawnObjects } from './niivue-objects.ts';
import { openNiivue, rendererName, stage3D } from './niivue-open.ts';
import { NiivueTiles } from './niivue-tiles.ts';
import { DisplayRange } from './niivue-window.ts';
import { AT_FIRST } from './places.ts';
import { attachPointerTools } from './pointer-tools.ts';
import { isSoftwareRenderer } from './software-graphics.ts';
import { followStrokes } from './strokes.ts';
import type { MakeSurface } from './surface-maker.ts';
import type { Arrangement, MaskLayer, Tool, Viewer } from './viewer.ts';
import { ViewerNews } from './viewer-news.ts';

/** A browser that gives a graphics card back does so within a second or two. */
const PATIENCE_MS = 4000;

/** How strongly objects are seen through the scan in 3D. */
const THROUGH_BODY = 0.5;

/**
 * A Viewer drawn by NiiVue on `canvas`, which must have a parent of its own: NiiVue styles it and follows its size.
 * @throws Error where the browser has no WebGL2.
 */
export async function createNiivueViewer(
  canvas: HTMLCanvasElement,
  makeSurface: MakeSurface,
): Promise<Viewer> {
  return new NiivueViewer(await openNiivue(canvas), canvas, makeSurface);
}

class NiivueViewer extends ViewerNews implements Viewer {
  readonly isSoftware: boolean;
  #niivue: Niivue;
  #canvas: HTMLCanvasElement;
  readonly #stage: HTMLElement;
  readonly #objects: DrawnObjects;
  readonly #range = new DisplayRange(() => this.#niivue);
  readonly #tiles = new NiivueTiles();
  readonly #resizes = new ResizeObserver(() => this.#follow());
  readonly #detach: readonly (() => void)[];
  #unwatch: () => void = () => {};
  #rebuilding: ReturnType<typeof setTimeout> | undefined;
  #drawn: readonly Tile[] = [];
  #grid: Grid | undefined;
  #arrangement = AT_FIRST;
  #clip: Clip | undefined;
  #tool: Tool = 'navigate';
  #body = false;
  #isSolid: boolean;
  #isLost = false;

  readonly #applyObjects = oncePerFrame(() => {
    if (this.#isLost || this.#niivue.volumes.length === 0) return;
    if (this.#objects.draw()) this.#niivue.drawScene();
  });

  constructor(niivue: Niivue, canvas: HTMLCanvasElement, makeSurface: MakeSurface) {
    super();
    this.#niivue = niivue;
    this.#canvas = canvas;
    this.isSoftware = isSoftwareRenderer(rendererName(niivue));
    this.#isSolid = !this.isSoftware;
    this.#objects = new DrawnObjects(niivue, makeSurface, this.#isSolid, this.#applyObjects);
    this.#stage = canvas.parentElement ?? document.body;
    this.#listenTo(niivue);
    this.arrange(AT_FIRST);
    this.#resizes.observe(this.#stage);
    this.#detach = this.#attach();
    this.#watch();
  }

  #attach(): readonly (() => void)[] {
    const onWindowDrag = (right: number, down: number) => this.#range.drag(right, down);
    const ground = { tool: () => this.#tool, tiles: () => this.#drawn, grid: () => this.#grid };
    const pointer = attachPointerTools(this.#stage, ground, {
      onWindowDrag,
      onZoom: (factor) => zoom(this.#niivue, factor),
      onSolidZoom: (factor) => zoomSolid(this.#niivue, factor),
      onStep: (...[x, y, z]) => this.#niivue.volumes.length > 0 && this.#niivue.moveCrosshairInVox(x, y, z),
      onClick: (at) => this.clicks.tell(at),
      onDoubleClick: (view) => this.doubleClicks.tell(view),
    });
    const strokes = followStrokes(this.#stage, ground, {
      onWindowDrag,
      onStroke: (stroke) => this.strokes.tell(stroke),
      onHover: (point) => this.hovers.tell(point),
    });
    const fingers = attachFingers(
      this.#stage,
      ground,
      () => this.#niivue,
      (view) => this.doubleClicks.tell(view),
    );
    return [pointer, strokes, fingers];
  }

  #watch(): void {
    this.#unwatch = watchContext(this.#canvas, {
      onLost: () => this.#lose(),
      onRestored: () => void this.#restore(),
    });
  }

  #listenTo(niivue: Niivue): void {
    niivue.onLocationChange = (location) => this.#report(location as NiiVueLocation);
    // NiiVue resets the contrast by itself on a double tap; the range is ours to set.
    niivue.onIntensityChange = () => this.#range.apply();
    stage3D(
      niivue,
      () => this.#isSolid && (this.#body || !this.#objects.inScene),
      () => (this.#body ? undefined : this.#objects.frame),
    );
    const drawSceneCore = niivue.drawSceneCore.bind(niivue);
    niivue.drawSceneCore = () => {
      const line = drawSceneCore();
      this.#tellTiles();
      return line;
    };
  }

  show(volume: Volume, window: readonly [low: number, high: number]): void {
    const image = baseImage(volume, window);
    const niivue = this.#niivue;
    this.#range.begin(window);
    this.#grid = volume.grid;
    this.#objects.forget();
    niivue.volumes = [];
    niivue.overlays = [];
    niivue.scene.crosshairPos = [0.5, 0.5, 0.5];
    niivue.scene.pan2Dxyzmm = [0, 0, 0, 1];
    niivue.addVolume(image);
    // Onto the nearest voxel's centre, and reports it.
    niivue.moveCrosshairInVox(0, 0, 0);
    // A mosaic is of this scan's slices.
    if (this.#arrangement.layout === 'mosaic') this.arrange(this.#arrangement);
  }

  clear(): void {
    this.#objects.forget();
    this.#grid = undefined;
    this.#niivue.volumes = [];
    this.#niivue.overlays = [];
    this.#niivue.drawScene();
  }

  setObject(layer: MaskLayer): void {
    this.#objects.set(layer);
  }

  removeObject(key: string): void {
    this.#objects.remove(key);
  }

  setOrder(keys: readonly string[]): void {
    this.#objects.order(keys);
  }

  objects(): readonly string[] {
    return this.#objects.keys();
  }

  setEmphasis(key: string | undefined): void {
    this.#objects.setEmphasis(key);
  }

  arrange(arrangement: Arrangement): void {
    this.#arrangement = arrangement;
    if (!this.#isLost) this.#tiles.arrange(this.#niivue, arrangement, this.#isSolid);
  }

  #follow(): void {
    if (!this.#isLost) this.#tiles.follow(this.#niivue, this.#arrangement, this.#isSolid);
  }

  setBody(shown: boolean): void {
    this.#body = shown;
    this.#niivue.opts.meshXRay = shown ? THROUGH_BODY : 0;
    this.#objects.redraw();
  }

  setSolid(shown: boolean): void {
    this.#isSolid = shown;
    this.#objects.setSolid(shown);
    this.arrange(this.#arrangement);
  }

  setWindow(low: number, high: number): void {
    this.#range.set(low, high);
  }

  setFrame(key: string | undefined): void {
    this.#objects.setFrame(key);
  }

  setClip(clip: Clip | undefined): void {
    this.#clip = clip;
    this.#objects.setClip(clip && this.#grid && clippedAway(this.#grid, clip));
    clipScan(this.#niivue, clip);
  }

  setTool(tool: Tool): void {
    this.#tool = tool;
    this.#stage.dataset['tool'] = tool;
  }

  lookAt(point: WorldPoint): void {
    lookAt(this.#niivue, point);
  }

  zoom(factor: number): void {
    zoom(this.#niivue, factor);
  }

  resetView(): void {
    resetView(this.#niivue);
  }

  onWindow(listener: (low: number, high: number) => void): () => void {
    return this.#range.dragged.add(listener);
  }

  async snapshot(): Promise<{ image: ImageBitmap; scale: number }> {
    // What a canvas of WebGL shows is there to be read only until the browser has put it on the screen.
    this.#niivue.drawScene();
    const scale = this.#canvas.width / Math.max(1, this.#canvas.clientWidth);
    return { image: await createImageBitmap(this.#canvas), scale };
  }

  dispose(): void {
    for (const detach of this.#detach) detach();
    this.#unwatch();
    clearTimeout(this.#rebuilding);
    this.#objects.dispose();
    this.#resizes.disconnect();
    this.#niivue.cleanup();
  }

  #lose(): void {
    this.#isLost = true;
    this.#rebuilding = setTimeout(() => void this.#rebuild(), PATIENCE_MS);
    this.graphics.tell('lost');
  }

  /** What the browser does not give back is made anew, on another canvas. Where it gives no context at all, the views stay blank. */
  async #rebuild(): Promise<void> {
    const before = this.#canvas;
    const canvas = before.cloneNode() as HTMLCanvasElement;
    if (!canvas.getContext('webgl2', { alpha: true, antialias: true })) return;
    this.#unwatch();
    const isFocused = document.activeElement === before;
    before.replaceWith(canvas);
    if (isFocused) canvas.focus();
    this.#canvas = canvas;
    this.#watch();
    await this.#restore();
  }

  /** A NiiVue anew: nothing that the one before had on the graphics card is left. */
  async #restore(): Promise<void> {
    clearTimeout(this.#rebuilding);
    const before = this.#niivue;
    before.cleanup();
    const niivue = await openNiivue(this.#canvas);
    this.#niivue = niivue;
    this.#listenTo(niivue);
    this.#isLost = false;
    const [base] = before.volumes;
    if (base) niivue.addVolume(base);
    const { crosshairPos, pan2Dxyzmm, renderAzimuth, renderElevation } = before.scene;
    Object.assign(niivue.scene, { crosshairPos, pan2Dxyzmm, renderAzimuth, renderElevation });
    niivue.setScale(before.volScaleMultiplier);
    this.#objects.moveTo(niivue);
    this.setBody(this.#body);
    this.setClip(this.#clip);
    this.arrange(this.#arrangement);
    this.graphics.tell('drawn');
  }

  /** NiiVue knows where it drew each view after it has drawn. */
  #tellTiles(): void {
    const tiles = this.#grid ? this.#tiles.read(this.#niivue, this.#grid, this.#isSolid) : [];
    if (JSON.stringify(tiles) === JSON.stringify(this.#drawn)) return;
    this.#drawn = tiles;
    this.laidOut.tell(tiles);
  }

  #report({ mm, values }: NiiVueLocation): void {
    const [x = 0, y = 0, z = 0] = mm as ArrayLike<number> as readonly number[];
    this.crosshair.tell({ at: [x, y, z], intensity: values[0]?.value });
  }
}
