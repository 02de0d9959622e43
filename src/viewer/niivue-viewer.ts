import { DRAG_MODE, type NiiVueLocation, Niivue, NVImage, SLICE_TYPE } from '@niivue/niivue';
import type { Volume, WorldPoint } from '#volume/types.ts';
import { baseImage } from './base-image.ts';
import { composeLabels, type LabelOverlay } from './compose-labels.ts';
import { oncePerFrame } from './next-frame.ts';
import { attachPointerTools } from './pointer-tools.ts';
import { placeTileLabels, type Tile } from './tile-labels.ts';
import type { CrosshairReading, Layout, MaskLayer, Viewer } from './viewer.ts';

const SLICE_TYPES: Readonly<Record<Layout, SLICE_TYPE>> = {
  axial: SLICE_TYPE.AXIAL,
  coronal: SLICE_TYPE.CORONAL,
  sagittal: SLICE_TYPE.SAGITTAL,
  'four-up': SLICE_TYPE.MULTIPLANAR,
  render: SLICE_TYPE.RENDER,
};

/** Halves of the canvas, less a gap; every view keeps its place whatever the shape of the scan. */
const FOUR_UP: Parameters<Niivue['setCustomLayout']>[0] = [
  { sliceType: SLICE_TYPE.AXIAL, position: [0, 0, 0.498, 0.497] },
  { sliceType: SLICE_TYPE.SAGITTAL, position: [0.502, 0, 0.498, 0.497] },
  { sliceType: SLICE_TYPE.CORONAL, position: [0, 0.503, 0.498, 0.497] },
  { sliceType: SLICE_TYPE.RENDER, position: [0.502, 0.503, 0.498, 0.497] },
];

/** Depth, azimuth, elevation: cuts the whole scan away in 3D, and none of it. Masks are not cut. */
const CUT_ALL = [-2, 0, 0];
const CUT_NOTHING = [2, 0, 0];

const PLANES = ['axial', 'coronal', 'sagittal', undefined, 'render'] as const;

const UINT8 = 2;
const NO_INTENT = 0;

const OPTIONS = {
  isRadiologicalConvention: true,
  isOrientationTextVisible: false,
  sagittalNoseLeft: false,
  dragAndDropEnabled: false,
  sliceType: SLICE_TYPE.MULTIPLANAR,
  backColor: [0.035, 0.039, 0.045, 1],
  crosshairColor: [0.49, 0.75, 0.89, 0.7],
  crosshairWidth: 0.2,
  crosshairWidthUnit: 'percent' as const,
  crosshairGap: 8,
  fontColor: [0.62, 0.65, 0.69, 1],
  fontMinPx: 12,
  show3Dcrosshair: false,
  clipPlaneColor: [0, 0, 0, 0],
  loadingText: '',
  logLevel: 'error' as const,
  viewModeHotKey: '',
  clipPlaneHotKey: '',
  cycleClipPlaneHotKey: '',
  mouseEventConfig: {
    leftButton: { primary: DRAG_MODE.crosshair, withShift: DRAG_MODE.pan, withCtrl: DRAG_MODE.crosshair },
    rightButton: DRAG_MODE.none,
    centerButton: DRAG_MODE.pan,
  },
};

/**
 * A Viewer drawn by NiiVue on `canvas`, which must have a parent of its own: NiiVue styles it and follows its size.
 * @throws Error where the browser has no WebGL2.
 */
export async function createNiivueViewer(canvas: HTMLCanvasElement): Promise<Viewer> {
  const niivue = new Niivue(OPTIONS);
  await niivue.attachToCanvas(canvas, true);
  niivue.setCustomLayout(FOUR_UP);
  niivue.setScale(1.2);
  return new NiivueViewer(niivue, canvas);
}

class NiivueViewer implements Viewer {
  readonly #niivue: Niivue;
  readonly #canvas: HTMLCanvasElement;
  readonly #labels: HTMLElement;
  readonly #resizes: ResizeObserver;
  readonly #detach: () => void;
  readonly #crosshairListeners = new Set<(reading: CrosshairReading) => void>();
  readonly #windowListeners = new Set<(low: number, high: number) => void>();
  #window: readonly [low: number, high: number] = [0, 1];
  #layers: readonly MaskLayer[] = [];
  #body = false;

  readonly #applyWindow = oncePerFrame(() => {
    const [base] = this.#niivue.volumes;
    // Drawing in another window uploads the scan again.
    if (!base || (base.cal_min === this.#window[0] && base.cal_max === this.#window[1])) return;
    [base.cal_min, base.cal_max] = this.#window;
    this.#niivue.refreshLayers(base, 0);
    this.#niivue.drawScene();
  });

  readonly #applyMasks = oncePerFrame(() => this.#drawOverlays());
  readonly #applyLabels = oncePerFrame(() => placeTileLabels(this.#labels, this.#tiles()));

  constructor(niivue: Niivue, canvas: HTMLCanvasElement) {
    this.#niivue = niivue;
    this.#canvas = canvas;
    const stage = canvas.parentElement ?? document.body;
    this.#labels = document.createElement('div');
    this.#labels.className = 'tile-labels';
    stage.append(this.#labels);
    this.#resizes = new ResizeObserver(this.#applyLabels);
    this.#resizes.observe(stage);
    niivue.onLocationChange = (location) => this.#report(location as NiiVueLocation);
    // NiiVue resets the contrast by itself on a double tap; the range is ours to set.
    niivue.onIntensityChange = () => this.#applyWindow();
    this.#detach = attachPointerTools(stage, {
      onWindowDrag: (right, down) => this.#dragWindow(right, down),
      onZoom: (factor) => this.#zoom(factor),
      onStep: (...[x, y, z]) => niivue.volumes.length > 0 && niivue.moveCrosshairInVox(x, y, z),
    });
  }

  show(volume: Volume, window: readonly [low: number, high: number]): void {
    const image = baseImage(volume, window);
    const niivue = this.#niivue;
    this.#window = window;
    this.setMasks([]);
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
    this.setMasks([]);
    this.#niivue.volumes = [];
    this.#niivue.overlays = [];
    this.#niivue.drawScene();
    this.#applyLabels();
  }

  setMasks(layers: readonly MaskLayer[]): void {
    this.#layers = layers;
    this.#applyMasks();
    this.#cutBody();
  }

  setLayout(layout: Layout): void {
    // A custom layout goes before the slice type.
    if (layout === 'four-up') this.#niivue.setCustomLayout(FOUR_UP);
    else this.#niivue.clearCustomLayout();
    this.#niivue.setSliceType(SLICE_TYPES[layout]);
    this.#applyLabels();
  }

  setBody(shown: boolean): void {
    this.#body = shown;
    this.#cutBody();
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

  dispose(): void {
    this.#detach();
    this.#resizes.disconnect();
    this.#niivue.cleanup();
  }

  #cutBody(): void {
    const isCut = !this.#body && this.#layers.some(({ opacity }) => opacity > 0);
    this.#niivue.setClipPlane(isCut ? CUT_ALL : CUT_NOTHING);
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

  /** Overlays that are no longer needed stay, drawn at opacity 0: NiiVue would upload the scan again to remove one. */
  #drawOverlays(): void {
    const niivue = this.#niivue;
    const [base] = niivue.volumes;
    if (!base?.img) return;
    const overlays = composeLabels(this.#layers, base.img.length);
    const existing = niivue.volumes.slice(1);
    overlays.forEach((overlay, n) => {
      const image = existing[n] ?? emptyOverlay(base);
      fill(image, overlay);
      if (!existing[n]) niivue.addVolume(image);
    });
    for (const unused of existing.slice(overlays.length)) unused.opacity = 0;
    existing.forEach((image, n) => {
      niivue.refreshLayers(image, n + 1);
    });
    niivue.drawScene();
  }
}

/** An 8-bit image on the grid of `base`, unscaled, without voxels yet. */
function emptyOverlay(base: NVImage): NVImage {
  const image = new NVImage();
  if (!base.hdr) throw new Error('The base image has no header.');
  image.hdr = Object.assign(Object.create(Object.getPrototypeOf(base.hdr)), base.hdr, {
    datatypeCode: UINT8,
    numBitsPerVoxel: 8,
    scl_slope: 1,
    scl_inter: 0,
    intent_code: NO_INTENT,
    cal_min: 0,
    cal_max: 0,
  });
  image.nFrame4D = 1;
  image.frame4D = 0;
  if (base.nVox3D) image.nVox3D = base.nVox3D;
  image.dims = [...base.hdr.dims];
  image.calculateRAS();
  image.cal_min = image.robust_min = image.global_min = 0;
  image.cal_max = image.robust_max = image.global_max = 255;
  return image;
}

function fill(image: NVImage, { labels, colors, opacity }: LabelOverlay): void {
  image.img = labels;
  image.opacity = opacity;
  const table = [[0, 0, 0] as const, ...colors];
  image.setColormapLabel({
    R: table.map(([red]) => red),
    G: table.map(([, green]) => green),
    B: table.map(([, , blue]) => blue),
    A: table.map((_, label) => (label === 0 ? 0 : 255)),
    I: table.map((_, label) => label),
  });
}
