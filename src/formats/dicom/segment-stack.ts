import { AppError } from '#errors.ts';
import { checkGrid } from '#formats/finish-volume.ts';
import type { Grid, Vec3 } from '#volume/types.ts';
import type { Plane } from './image.ts';
import { dot } from './plane.ts';
import { affineOf, normalOf, SAME_PLACE_MM } from './stack.ts';

/** Frames further off an even grid than this, in mm and in parts of a step, lie on none. */
const UNEVEN = { mm: 0.1, ofStep: 0.1 };
/** Directions that differ by more are not the same. */
const SAME_DIRECTION = 1e-3;

export interface SegmentStack {
  readonly grid: Grid;
  /** Of each frame, the slice that it lies on. */
  readonly slices: readonly number[];
}

/**
 * The grid on which the frames of a segmentation lie, and where. Slices on which nothing is outlined have no frame, so a step is what the file says
 * (`stepMm`) where all distances are multiples of it, else the shortest distance.
 * @throws AppError 'dicom-geometry', 'dicom-slices-uneven', and what `checkGrid` refuses.
 */
export function segmentStack(
  name: string,
  planes: readonly Plane[],
  [columns, rows]: readonly [number, number],
  stepMm: number | undefined,
): SegmentStack {
  const [plane] = planes;
  if (!plane || !planes.every((each) => isAlike(each, plane))) {
    throw new AppError('dicom-geometry', { name, missing: 'orientation' });
  }
  const normal = normalOf(plane);
  const depths = planes.map(({ position }) => dot(position, normal));
  const sorted = planes.map((_, n) => n).toSorted((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0));
  const first = planes[sorted[0] ?? 0] ?? plane;
  const last = planes[sorted.at(-1) ?? 0] ?? plane;
  const start = dot(first.position, normal);
  const step = stepOf(
    name,
    sorted.map((n) => depths[n] ?? 0),
    stepMm,
  );
  const slices = depths.map((depth) => Math.round((depth - start) / step));
  const count = 1 + slices.reduce((most, slice) => Math.max(most, slice), 0);
  const along =
    count > 1 ? difference(last.position, first.position).map((mm) => mm / (count - 1)) : undefined;
  const vector = (along ?? normal.map((part) => part * step)) as unknown as Vec3;
  for (const [n, { position }] of planes.entries()) {
    const k = slices[n] ?? 0;
    const off = Math.hypot(
      ...difference(position, first.position).map((mm, axis) => mm - k * (vector[axis] ?? 0)),
    );
    if (off > Math.max(UNEVEN.mm, UNEVEN.ofStep * step)) {
      throw new AppError('dicom-slices-uneven', { name, leastMm: step, mostMm: step + off, offMm: off });
    }
  }
  const grid: Grid = { size: [columns, rows, count], voxelToWorld: affineOf(first, vector) };
  checkGrid(name, grid);
  return { grid, slices };
}

/** From one slice to the next, mm. */
function stepOf(name: string, depths: readonly number[], stated: number | undefined): number {
  const gaps = depths
    .slice(1)
    .map((depth, n) => depth - (depths[n] ?? 0))
    .filter((gap) => gap > SAME_PLACE_MM);
  const shortest = gaps.length > 0 ? gaps.reduce((least, gap) => Math.min(least, gap)) : undefined;
  const isWhole = (step: number) =>
    gaps.every((gap) => Math.abs(gap / step - Math.round(gap / step)) < UNEVEN.ofStep && gap > 0.5 * step);
  if (stated !== undefined && stated > 0 && isWhole(stated)) return stated;
  if (shortest === undefined) throw new AppError('dicom-geometry', { name, missing: 'spacing' });
  return shortest;
}

function isAlike(one: Plane, other: Plane): boolean {
  const near = (a: readonly number[], b: readonly number[]) =>
    a.every((value, n) => Math.abs(value - (b[n] ?? 0)) <= SAME_DIRECTION);
  return near(one.along, other.along) && near(one.down, other.down) && near(one.spacing, other.spacing);
}

function difference(a: Vec3, b: Vec3): readonly number[] {
  return a.map((value, n) => value - (b[n] ?? 0));
}
