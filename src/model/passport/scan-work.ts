import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import { AXES, perAxis, product, reordered } from '#model/nnunet/axes.ts';
import { resampledSize } from '#model/nnunet/resample.ts';
import { countOf, windowsInto } from '#model/nnunet/window-range.ts';
import { windowsOf } from '#model/nnunet/windows.ts';
import { zoomedSize } from '#model/nnunet/zoom.ts';
import { planSlices, slicesIn } from '#model/slice-plan.ts';
import { tilesOf } from '#model/tiles.ts';
import type { SliceTiling, WindowTiling } from '#model/tilings.ts';
import { nearestAxes, spacing, toVoxel, worldToVoxel } from '#volume/affine.ts';
import { boxSize } from '#volume/boxes.ts';
import { modelGrid } from '#volume/model-grid.ts';
import type { Grid, Modality, Vec3, VoxelBox, WorldBox } from '#volume/types.ts';
import type { PackWork } from './pack-work.ts';

/** From the least to the most; the same where it is known. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** What is to be asked about a scan. */
export interface Question {
  readonly grid: Grid;
  /** About the patient, mm RAS+: packs that look at the body alone have no window beyond it; all of the scan where unknown. */
  readonly body?: WorldBox | undefined;
  /** The part of the scan that alone is asked about. */
  readonly region?: VoxelBox | undefined;
  readonly prompts: number;
  /** Ids of what the prompts ask for, as far as that is known before they are read. */
  readonly structures?: readonly (string | undefined)[];
  /** What kind of scan it is, where that is known. */
  readonly modality?: Modality;
  /** 'all': every window; 'asked': those that the prompts need, which only the scan itself can tell. */
  readonly reach: 'asked' | 'all';
  /** The scan has been encoded, so that there is only decoding left. */
  readonly isEncoded?: boolean;
}

/** How a pack would go about it. */
export interface ScanWork {
  /** Windows or slices to be run. */
  readonly pieces: Span;
  /** What they are: of how many samples along the grid's axes, slowest last. */
  readonly piece: { readonly kind: 'windows' | 'slices'; readonly size: readonly number[] };
  /** Undefined where the manifest does not say what a piece costs. */
  readonly gflop: Span | undefined;
  /** What may come on top, within `gflop`; undefined where nothing does. */
  readonly again?: SecondLook;
}

/** A second look at small structures: none, or up to so many windows. */
export interface SecondLook {
  /**
   * One for each such structure that may be asked for, which holds what is small. Fewer are run where the first look points at nothing
   * or one window holds several, more where it points at something larger than a window.
   */
  readonly windows: number;
  /** Of the dearest of them; undefined where the manifest does not say what a window costs. */
  readonly gflop: number | undefined;
}

/** Counts what a question costs a pack. */
export function scanWork(work: PackWork, question: Question): ScanWork {
  const { tiling } = work;
  switch (tiling.kind) {
    case 'window-3d':
      return ofWindows(work, tiling, question);
    case 'slices-2.5d':
      return ofSlices(work, tiling, question);
    case 'nnunet':
      return ofNnunet(work, tiling, question);
  }
}

/** Smaller windows are counted by their share of the largest one's samples: a convolution's cost goes by them. */
function ofWindows(work: PackWork, tiling: WindowTiling, asked: Question): ScanWork {
  const { grid, body, ...question } = asked;
  const onGrid = work.spacingMm ? modelGrid(grid, work.spacingMm) : grid;
  const box = tiling.foregroundAbove !== undefined && body ? acrossBody(onGrid, body) : undefined;
  const tiles = tilesOf(onGrid.size, tiling, box);
  const size = tiles[0]?.size ?? tiling.size;
  const largest = (product(size) / product(tiling.size)) * tiles.length;
  const encoding = question.isEncoded ? 0 : 1;
  const decoded = question.prompts + (work.looksAround && !question.isEncoded ? work.structures : 0);
  const { windowGflop = 0, promptGflop = 0 } = work.compute ?? {};
  const gflop = largest * (encoding * windowGflop + decoded * promptGflop);
  const again = secondLook(work, asked);
  return {
    pieces: exactly(tiles.length),
    piece: { kind: 'windows', size },
    gflop: work.compute && { low: gflop, high: gflop + (again ? again.windows * (again.gflop ?? 0) : 0) },
    ...(again && { again }),
  };
}

function secondLook(
  { again }: PackWork,
  { prompts, structures, modality }: Question,
): SecondLook | undefined {
  const looks = (again ?? []).filter(({ modalities }) => !modality || modalities.includes(modality));
  const costs = new Map(looks.flatMap((look) => look.structures.map((id) => [id, look.gflop] as const)));
  const asked = structures ?? Array.from({ length: prompts }, () => undefined);
  const meant = asked.filter((id) => id === undefined || costs.has(id));
  const windows = Math.min(meant.length, costs.size);
  if (windows === 0) return undefined;
  const each = (meant.includes(undefined) ? [...costs.values()] : meant.map((id) => costs.get(id ?? ''))).map(
    (gflop) => gflop ?? Number.NaN,
  );
  const gflop = Math.max(...each);
  return { windows, gflop: Number.isNaN(gflop) ? undefined : gflop };
}

/** Where the body lies along x and y; windows follow each other through all of z (model/body-box.ts). */
function acrossBody(grid: Grid, body: WorldBox): VoxelBox | undefined {
  const inverse = worldToVoxel(grid);
  const [low, high] = [toVoxel(inverse, body.from), toVoxel(inverse, body.to)];
  const from = (axis: 0 | 1) => Math.max(0, Math.floor(low[axis]));
  const to = (axis: 0 | 1) => Math.min(grid.size[axis], Math.ceil(high[axis]) + 1);
  const box: VoxelBox = { from: [from(0), from(1), 0], to: [to(0), to(1), grid.size[2]] };
  return boxSize(box).every((count) => count > 0) ? box : undefined;
}

function ofSlices(work: PackWork, tiling: SliceTiling, question: Question): ScanWork {
  const plan = planSlices(question.grid, tiling.axes);
  const [first, past] = question.region ? slicesIn(plan, question.region) : [0, plan.slices.count];
  const count = Math.max(0, past - first);
  const { windowGflop = 0, promptGflop = 0 } = work.compute ?? {};
  const each = (question.isEncoded ? 0 : windowGflop) + question.prompts * promptGflop;
  return {
    pieces: exactly(count),
    piece: { kind: 'slices', size: [tiling.size, tiling.size] },
    gflop: work.compute && exactly(count * each),
  };
}

/** A coarse look is worth its time where there are so many times as many windows (engine/strategies/nnunet/looks.ts). */
const WORTHWHILE = 4;

/** What is zero about the scan, which nnU-Net crops off, is counted as if it were looked at. */
function ofNnunet(work: PackWork, tiling: NnunetTiling, question: Question): ScanWork {
  const { patchSize, stepSize } = tiling;
  const { size, box } = shownTo(tiling, question);
  const all = windowsOf(size, patchSize, stepSize);
  const most = countOf(box ? windowsInto(all, patchSize, box) : all);
  const coarse = countOf(
    windowsOf(
      perAxis((axis) => Math.ceil(size[axis] / 2)),
      patchSize,
      1,
    ),
  );
  const isPartial = question.reach === 'asked' && tiling.onePiece === true && most >= WORTHWHILE * coarse;
  const pieces = isPartial ? { low: coarse + 1, high: coarse + most } : exactly(most);
  const { windowGflop = 0, promptGflop = 0 } = work.compute ?? {};
  const each = work.networks * windowGflop + work.structures * promptGflop;
  const gflop = question.isEncoded ? exactly(0) : { low: pieces.low * each, high: pieces.high * each };
  return {
    pieces: question.isEncoded ? exactly(0) : pieces,
    piece: { kind: 'windows', size: [...patchSize] },
    gflop: work.compute && gflop,
  };
}

/** Samples that the network is shown along its own axes, and those of the region that is asked about. */
function shownTo(
  tiling: NnunetTiling,
  { grid, region }: Question,
): { size: Vec3; box: VoxelBox | undefined } {
  const { world, sign } = nearestAxes(grid.voxelToWorld);
  const mm = spacing(grid.voxelToWorld);
  const isCanonical = tiling.reader === 'closest-canonical';
  const stored = perAxis((n) => (isCanonical ? world.indexOf(2 - n) : 2 - n));
  const read = { size: reordered(grid.size, stored), spacing: reordered(mm, stored) };
  const { around } = tiling;
  const given = around ? { size: zoomedSize(read, around.mm), spacing: perAxis(() => around.mm) } : read;
  const forward = tiling.transposeForward;
  const size = resampledSize(
    reordered(given.size, forward),
    reordered(given.spacing, forward),
    tiling.spacing,
    tiling.resampling.image,
  );
  if (!region) return { size, box: undefined };
  const axes = reordered(stored, forward);
  const ends = AXES.map((axis) => {
    const of = axes[axis] as 0 | 1 | 2;
    const [low, high, count] = [region.from[of], region.to[of], grid.size[of]];
    const [first, past] = isCanonical && sign[of] < 0 ? [count - high, count - low] : [low, high];
    return [Math.floor((first / count) * size[axis]), Math.ceil((past / count) * size[axis])] as const;
  });
  const side = (n: 0 | 1) => perAxis((axis) => ends[axis]?.[n] ?? 0);
  return { size, box: { from: side(0), to: side(1) } };
}

const exactly = (count: number): Span => ({ low: count, high: count });
