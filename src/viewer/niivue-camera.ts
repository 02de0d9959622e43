import type { Niivue } from '@niivue/niivue';
import type { Clip } from '#volume/clip.ts';
import type { WorldPoint } from '#volume/types.ts';

const FARTHEST = 0.5;
const NEAREST = 12;
const SOLID_NEAREST = 6;
/** How the patient is seen in 3D at first, in degrees: from the front, a little from the left and above. */
const FROM = { azimuth: 110, elevation: 10 };

/** Puts the crosshair on a point, and every slice through it. */
export function lookAt(niivue: Niivue, [x, y, z]: WorldPoint): void {
  if (niivue.volumes.length === 0) return;
  niivue.scene.crosshairPos = niivue.mm2frac([x, y, z], 0, true);
  niivue.createOnLocationChange();
  niivue.drawScene();
}

/** Slices nearer or farther, about the crosshair. */
export function zoom(niivue: Niivue, factor: number): void {
  if (niivue.volumes.length === 0) return;
  const [panX, panY, panZ, before] = Array.from(niivue.scene.pan2Dxyzmm) as [number, number, number, number];
  const next = Math.min(NEAREST, Math.max(FARTHEST, before * factor));
  // In the millimetres of the slices, which run along the stored axes.
  const [x, y, z] = niivue.frac2mm(niivue.scene.crosshairPos) as unknown as WorldPoint;
  const change = before - next;
  niivue.setPan2Dxyzmm([panX + change * x, panY + change * y, panZ + change * z, next]);
}

/** Zooms slices by what two fingers did, so that what lay between them stays between them. */
export function pinch(niivue: Niivue, factor: number, [from, to]: readonly [WorldPoint, WorldPoint]): void {
  const pan = Array.from(niivue.scene.pan2Dxyzmm) as [number, number, number, number];
  const before = pan[3];
  const next = Math.min(NEAREST, Math.max(FARTHEST, before * factor));
  // What is drawn lies at zoom × place + pan, in the millimetres of the slices.
  const along = (n: 0 | 1 | 2) => pan[n] + before * to[n] - next * from[n];
  niivue.setPan2Dxyzmm([along(0), along(1), along(2), next]);
}

/** All of the scan on every slice, and 3D as it was at first. */
export function resetView(niivue: Niivue): void {
  niivue.scene.pan2Dxyzmm = [0, 0, 0, 1];
  niivue.scene.renderAzimuth = FROM.azimuth;
  niivue.scene.renderElevation = FROM.elevation;
  niivue.scene.volScaleMultiplier = 1;
  niivue.drawScene();
}

/** 3D nearer or farther. */
export function zoomSolid(niivue: Niivue, factor: number): void {
  niivue.setScale(Math.min(SOLID_NEAREST, Math.max(FARTHEST, niivue.scene.volScaleMultiplier * factor)));
}

/** Azimuth and elevation by which NiiVue keeps what lies left of, behind or below a plane, in degrees. */
const KEEPING = { sagittal: [90, 0], coronal: [180, 0], axial: [0, 90] } as const;
/** Beyond the scan: nothing is left out. */
const NO_PLANE = [2, 0, 0];

/** Leaves out of the scan itself in 3D what lies on one side of a slice. */
export function clipScan(niivue: Niivue, clip: Clip | undefined): void {
  if (!clip) {
    niivue.setClipPlane(NO_PLANE);
    return;
  }
  const [azimuth, elevation] = KEEPING[clip.plane];
  const offset = clip.depth - 0.5;
  if (clip.isFlipped)
    niivue.setClipPlane([-offset, azimuth + (clip.plane === 'axial' ? 0 : 180), -elevation]);
  else niivue.setClipPlane([offset, azimuth, elevation]);
}
