import type { Niivue } from '@niivue/niivue';
import type { WorldPoint } from '#volume/types.ts';

const FARTHEST = 0.5;
const NEAREST = 12;
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

/** All of the scan on every slice, and 3D as it was at first. */
export function resetView(niivue: Niivue): void {
  niivue.scene.pan2Dxyzmm = [0, 0, 0, 1];
  niivue.scene.renderAzimuth = FROM.azimuth;
  niivue.scene.renderElevation = FROM.elevation;
  niivue.scene.volScaleMultiplier = 1;
  niivue.drawScene();
}
