import { DRAG_MODE, Niivue, SLICE_TYPE } from '@niivue/niivue';
import { fillTiles } from './niivue-tiles.ts';
import { SLICE_SHADER } from './slice-shader.ts';

const OPTIONS = {
  isRadiologicalConvention: true,
  isOrientationTextVisible: false,
  sagittalNoseLeft: false,
  dragAndDropEnabled: false,
  sliceType: SLICE_TYPE.MULTIPLANAR,
  backColor: [0.035, 0.039, 0.045, 1],
  // Its crosshair is as thick as the zoom is strong; the page draws its own.
  crosshairWidth: 0,
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
  fillTiles(niivue);
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
