import { worldBox } from './affine.ts';
import type { BodyPart } from './body-part.ts';
import { patientBox } from './patient-box.ts';
import type { Volume, WorldBox } from './types.ts';

/** What a scan may show by the size of what is in it, and that size. */
export interface LikelyPart {
  readonly part: BodyPart;
  /** Of the box about it, right to left and front to back. */
  readonly wideMm: number;
  readonly deepMm: number;
}

/** Nothing of what is in a scan lies beyond an end of it that is so far away. */
const CLEAR_MM = 5;

/**
 * Adults' heads are 135 to 175 mm wide and 170 to 225 mm long from the first percentile of women to the 99th of men (ANSUR II, 2012), ears,
 * hair and the nose add to that, and a slanted head is longer. They are longer than wide, which limbs and children's trunks are not.
 */
const HEAD = { wideMm: [125, 210], deepMm: [155, 265], leastRatio: 1.08 } as const;
/**
 * What part of the body a scan may show, where all of what is in it can be seen across; undefined where its size does not tell, as with
 * trunks, which chests, abdomens, pelves and two thighs make alike, with limbs, as which children's trunks are as thin, and with whatever the scan
 * cuts.
 */
export function partByContent(volume: Volume): LikelyPart | undefined {
  const { grid } = volume;
  const view = worldBox(grid);
  const body = patientBox(volume, { from: [0, 0, 0], to: grid.size });
  if (!body || !isClear(body, view)) return undefined;
  const [wideMm, deepMm] = [body.to[0] - body.from[0], body.to[1] - body.from[1]];
  const isHead =
    within(wideMm, HEAD.wideMm) && within(deepMm, HEAD.deepMm) && deepMm >= HEAD.leastRatio * wideMm;
  return isHead ? { part: 'head', wideMm, deepMm } : undefined;
}

function isClear(body: WorldBox, view: WorldBox): boolean {
  return ([0, 1] as const).every(
    (axis) => body.from[axis] - view.from[axis] > CLEAR_MM && view.to[axis] - body.to[axis] > CLEAR_MM,
  );
}

function within(mm: number, [least, most]: readonly [number, number]): boolean {
  return mm >= least && mm <= most;
}
