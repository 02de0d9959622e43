import { DRAG_MODE, Niivue, SLICE_TYPE } from '@niivue/niivue';
import { SLICE_SHADER } from './slice-shader.ts';
import type { Layout } from './viewer.ts';

const SLICE_TYPES: Readonly<Record<Layout, SLICE_TYPE>> = {
  axial: SLICE_TYPE.AXIAL,
  coronal: SLICE_TYPE.CORONAL,
  sagittal: SLICE_TYPE.SAGITTAL,
  'four-up': SLICE_TYPE.MULTIPLANAR,
  render: SLICE_TYPE.RENDER,
};

/** Halves of the canvas, less a gap; every view keeps its place whatever the shape of the scan. */
const SLICES: Parameters<Niivue['setCustomLayout']>[0] = [
  { sliceType: SLICE_TYPE.AXIAL, position: [0, 0, 0.498, 0.497] },
  { sliceType: SLICE_TYPE.SAGITTAL, position: [0.502, 0, 0.498, 0.497] },
  { sliceType: SLICE_TYPE.CORONAL, position: [0, 0.503, 0.498, 0.497] },
];
const SOLID: (typeof SLICES)[number] = {
  sliceType: SLICE_TYPE.RENDER,
  position: [0.502, 0.503, 0.498, 0.497],
};

/** Lays the views out; `isSolid`: whether 3D has its place among four. */
export function layOut(niivue: Niivue, layout: Layout, isSolid: boolean): void {
  niivue.opts.isOrientCube = isSolid;
  // A custom layout goes before the slice type.
  if (layout === 'four-up') niivue.setCustomLayout(isSolid ? [...SLICES, SOLID] : SLICES);
  else niivue.clearCustomLayout();
  niivue.setSliceType(SLICE_TYPES[layout]);
}

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
  // Slices show the label map; surfaces are for 3D.
  meshThicknessOn2D: 0,
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

/** A NiiVue on `canvas`, whose WebGL context must not be lost. @throws Error where the browser has no WebGL2. */
export async function openNiivue(canvas: HTMLCanvasElement): Promise<Niivue> {
  const niivue = new Niivue(OPTIONS);
  await niivue.attachToCanvas(canvas, true);
  skipGradient(niivue);
  niivue.setCustomSliceShader(SLICE_SHADER);
  return niivue;
}

/** What draws WebGL: a graphics card, or a program on the processor. */
export function rendererName({ gl }: Niivue): string {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

/**
 * Whenever the scan or its window changes, NiiVue blurs the scan and takes its gradient, for a way of lighting that is off
 * here (`gradientTextureAmount` 0). The cheapest of its shaders in their place saves three quarters of that time.
 */
function skipGradient(niivue: Niivue): void {
  if (!niivue.passThroughShader) return;
  niivue.blurShader = niivue.passThroughShader;
  niivue.sobelFirstOrderShader = niivue.passThroughShader;
}

/** Where a scene begins and ends, from a point in mm RAS+. */
export interface Frame {
  readonly middle: readonly [number, number, number];
  readonly radiusMm: number;
}

/** NiiVue shows ±0.8 of this about the middle, along the shorter side of a view. */
const SHOWN = 0.8;
const MARGIN = 1.06;

/** Lets 3D leave out the scan itself and look at `frame` in place of the whole scan, each time it is drawn. */
export function stage3D(niivue: Niivue, hasScan: () => boolean, frame: () => Frame | undefined): void {
  const drawImage3D = niivue.drawImage3D.bind(niivue);
  niivue.drawImage3D = (...given) => {
    if (hasScan()) drawImage3D(...given);
  };
  const setPivot3D = niivue.setPivot3D.bind(niivue);
  niivue.setPivot3D = () => {
    setPivot3D();
    const framed = frame();
    if (!framed) return;
    niivue.pivot3D = [...framed.middle];
    niivue.furthestFromPivot = (MARGIN * framed.radiusMm) / SHOWN;
  };
}
