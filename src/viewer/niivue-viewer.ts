import type { NiiVueLocation, Niivue } from '@niivue/niivue';
import type { Volume, WorldPoint } from '#volume/types.ts';
import { baseImage } from './base-image.ts';
import { watchContext } from './context-loss.ts';
import { oncePerFrame } from './next-frame.ts';
import { DrawnObjects } from './niivue-objects.ts';
import { layOut, openNiivue, rendererName, stage3D } from './niivue-open.ts';
import { attachPointerTools } from './pointer-tools.ts';
import { isSoftwareRenderer } from './software-graphics.ts';
import type { MakeSurface } from './surface-maker.ts';
import { placeTileLabels, type Tile } from './tile-labels.ts';
import type { CrosshairReading, Layout, MaskLayer, Viewer } from './viewer.ts';

const PLANES = ['axial', 'coronal', 'sagittal', undefined, 'render'] as const;

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

class NiivueViewer implements Viewer {
  readonly isSoftware: boolean;
  #canvas: HTMLCanvasElement;
  readonly #labels: HTMLElement;
  readonly #objects: DrawnObjects;
  #niivue: Niivue;
  readonly #resizes: ResizeObserver;
  readonly #detach: () => void;
  #unwatch: () => void = () => {};
  #rebuilding: ReturnType<typeof setTimeout> | undefined;
  readonly #crosshairListeners = new Set<(reading: CrosshairReading) => void>();
  readonly #windowListeners = new Set<(low: number, high: number) => void>();
  readonly #graphicsListeners = new Set<(state: 'lost' | 'drawn') => void>();
  #window: readonly [low: number, high: number] = [0, 1];
  #layout: Layout = 'four-up';
  #body = false;
  #isSolid: boolean;
  #isLost = false;

  readonly #applyWindow = oncePerFrame(() => {
    const [base] = this.#niivue.volumes;
    // Drawing in another window uploads the scan again.
    if (!base || (base.cal_min === this.#window[0] && base.cal_max === this.#window[1])) return;
    [base.cal_min, base.cal_max] = this.#window;
    this.#niivue.refreshLayers(base, 0);
    this.#niivue.drawScene();
  });

  readonly #applyObjects = oncePerFrame(() => {
    if (this.#isLost || this.#niivue.volumes.length === 0) return;
    this.#objects.draw();
    this.#niivue.drawScene();
  });

  readonly #applyLabels = oncePerFrame(() => placeTileLabels(this.#labels, this.#tiles()));

  constructor(niivue: Niivue, canvas: HTMLCanvasElement, makeSurface: MakeSurface) {
    this.#niivue = niivue;
    this.#canvas = canvas;
    this.isSoftware = isSoftwareRenderer(rendererName(niivue));
    this.#isSolid = !this.isSoftware;
    this.#objects = new DrawnObjects(niivue, makeSurface, this.#isSolid, this.#applyObjects);
    const stage = canvas.parentElement ?? document.body;
    this.#labels = document.createElement('div');
    this.#labels.className = 'tile-labels';
    stage.append(this.#labels);
    this.#resizes = new ResizeObserver(this.#applyLabels);
    this.#resizes.observe(stage);
    this.#listenTo(niivue);
    layOut(niivue, this.#layout, this.#isSolid);
    this.#detach = attachPointerTools(stage, {
      onWindowDrag: (right, down) => this.#dragWindow(right, down),
      onZoom: (factor) => this.#zoom(factor),
      onStep: (...[x, y, z]) => this.#niivue.volumes.length > 0 && this.#niivue.moveCrosshairInVox(x, y, z),
    });
    this.#watch();
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
    niivue.onIntensityChange = () => this.#applyWindow();
    stage3D(
      niivue,
      () => this.#isSolid && (this.#body || !this.#objects.inScene),
      () => (this.#body ? undefined : this.#objects.frame),
    );
  }

  show(volume: Volume, window: readonly [low: number, high: number]): void {
    const image = baseImage(volume, window);
    const niivue = this.#niivue;
    this.#window = window;
    this.#objects.forget();
    niivue.volumes = [];
    niivue.overlays = [];
    niivue.scene.crosshairPos = [0.5, 0.5, 0.5];
    niivue.scene.pan2Dxyzmm = [0, 0, 0, 1];
    niivue.addVolume(image);
    // Onto the nearest voxel's centre, and reports it.
    niivue.moveCrosshairInVox(0, 0, 0);
    this.#applyLabels();
  }

  clear(): void {
    this.#objects.forget();
    this.#niivue.volumes = [];
    this.#niivue.overlays = [];
    this.#niivue.drawScene();
    this.#applyLabels();
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

  setLayout(layout: Layout): void {
    this.#layout = layout;
    layOut(this.#niivue, layout, this.#isSolid);
    this.#applyLabels();
  }

  setBody(shown: boolean): void {
    this.#body = shown;
    this.#niivue.opts.meshXRay = shown ? THROUGH_BODY : 0;
    this.#applyObjects();
  }

  setSolid(shown: boolean): void {
    this.#isSolid = shown;
    this.#objects.setSolid(shown);
    this.setLayout(this.#layout);
  }

  setWindow(low: number, high: number): void {
    this.#window = [low, high];
    this.#applyWindow();
  }

  lookAt([x, y, z]: WorldPoint): void {
    const niivue = this.#niivue;
    if (niivue.volumes.length === 0) return;
    niivue.scene.crosshairPos = niivue.mm2frac([x, y, z], 0, true);
    niivue.createOnLocationChange();
    niivue.drawScene();
  }

  onWindow(listener: (low: number, high: number) => void): () => void {
    this.#windowListeners.add(listener);
    return () => this.#windowListeners.delete(listener);
  }

  onCrosshair(listener: (reading: CrosshairReading) => void): () => void {
    this.#crosshairListeners.add(listener);
    return () => this.#crosshairListeners.delete(listener);
  }

  onGraphics(listener: (state: 'lost' | 'drawn') => void): () => void {
    this.#graphicsListeners.add(listener);
    return () => this.#graphicsListeners.delete(listener);
  }

  dispose(): void {
    this.#detach();
    this.#unwatch();
    clearTimeout(this.#rebuilding);
    this.#objects.dispose();
    this.#resizes.disconnect();
    this.#niivue.cleanup();
  }

  #lose(): void {
    this.#isLost = true;
    this.#rebuilding = setTimeout(() => void this.#rebuild(), PATIENCE_MS);
    for (const listener of this.#graphicsListeners) listener('lost');
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
    this.setLayout(this.#layout);
    for (const listener of this.#graphicsListeners) listener('drawn');
  }

  /** NiiVue knows where it drew each view after it has drawn, in device pixels. */
  #tiles(): readonly Tile[] {
    const { screenSlices, volumes } = this.#niivue;
    if (volumes.length === 0) return [];
    const scale = this.#canvas.clientWidth / Math.max(1, this.#canvas.width);
    return screenSlices.flatMap(({ leftTopWidthHeight, axCorSag }) => {
      const plane = PLANES[axCorSag];
      const [left = 0, top = 0, width = 0, height = 0] = leftTopWidthHeight.map((pixels) => pixels * scale);
      return plane && width > 0 ? [{ plane, left, top, width, height }] : [];
    });
  }

  #report({ mm, values }: NiiVueLocation): void {
    const [x = 0, y = 0, z = 0] = mm as ArrayLike<number> as readonly number[];
    for (const listener of this.#crosshairListeners) {
      listener({ at: [x, y, z], intensity: values[0]?.value });
    }
  }

  #dragWindow(right: number, down: number): void {
    const [low, high] = this.#window;
    const step = (high - low) / 300;
    const width = Math.max((high - low) * 0.02, high - low + 2 * right * step);
    const level = (low + high) / 2 - down * step;
    this.setWindow(level - width / 2, level + width / 2);
    for (const listener of this.#windowListeners) listener(...this.#window);
  }

  /** Nearer or farther about the crosshair. */
  #zoom(factor: number): void {
    const niivue = this.#niivue;
    if (niivue.volumes.length === 0) return;
    const [panX, panY, panZ, zoom] = Array.from(niivue.scene.pan2Dxyzmm) as [number, number, number, number];
    const next = Math.min(12, Math.max(1, zoom * factor));
    const [x, y, z] = niivue.frac2mm(niivue.scene.crosshairPos, 0, true) as unknown as WorldPoint;
    const change = zoom - next;
    const home = next === 1;
    niivue.setPan2Dxyzmm(
      home ? [0, 0, 0, 1] : [panX + change * x, panY + change * y, panZ + change * z, next],
    );
  }
}
