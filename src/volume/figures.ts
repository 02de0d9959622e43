import { longestDiameter } from './diameter.ts';
import { percentiles } from './percentiles.ts';
import { eachRun, type Runs } from './runs.ts';
import { surfaceArea } from './surface-area.ts';
import type { Grid, Vec3, Volume, VoxelData, WorldBox } from './types.ts';

/** Of a scan, its voxels: intensity = data[n] * slope + intercept. */
export type Intensities = Pick<Volume, 'data' | 'slope' | 'intercept'>;

/** What a figure is computed of. */
export interface Drawn {
  readonly grid: Grid;
  /** Of a box of the grid whose first voxel is `corner`: the object, and nothing else. */
  readonly runs: Runs;
  readonly corner: Vec3;
  readonly voxels: number;
  /** The smallest box along the patient's axes that holds its voxels. */
  readonly boxMm: WorldBox;
  /** Undefined where only the mask is known. */
  readonly scan: Intensities | undefined;
}

/** A number that says something of an object. */
export interface Figure {
  /** Its column in tables: what it is, and its unit unless that is the scan's own. */
  readonly column: string;
  /** That of the scan's intensities: HU in CT, none else. */
  readonly unit: 'mm' | 'mm2' | 'intensity';
  /** That count, in tables and on the page: intensities may be of any size. */
  readonly digits: number;
  /** Undefined where it has no value: of nothing, or without a scan. */
  readonly of: (drawn: Drawn) => number | undefined;
}

/**
 * What is said of each object besides its size and place. The page, the table and the report show every figure that is here.
 * Each is computed where the outline is made, anew at each threshold, in a walk over the object's runs. New ones come last.
 */
const figures = {
  meanIntensity: {
    ...{ column: 'mean_intensity', unit: 'intensity', digits: 4 },
    of: (drawn) => inside(drawn)?.mean,
  },
  sdIntensity: {
    ...{ column: 'sd_intensity', unit: 'intensity', digits: 3 },
    of: (drawn) => inside(drawn)?.deviation,
  },
  medianIntensity: {
    ...{ column: 'median_intensity', unit: 'intensity', digits: 4 },
    of: (drawn) => inside(drawn)?.median,
  },
  p5Intensity: {
    ...{ column: 'p5_intensity', unit: 'intensity', digits: 4 },
    of: (drawn) => inside(drawn)?.p5,
  },
  p95Intensity: {
    ...{ column: 'p95_intensity', unit: 'intensity', digits: 4 },
    of: (drawn) => inside(drawn)?.p95,
  },
  surfaceMm2: {
    ...{ column: 'surface_mm2', unit: 'mm2', digits: 4 },
    of: ({ runs, grid }) => surfaceArea(runs, grid.voxelToWorld),
  },
  longestDiameterMm: {
    ...{ column: 'longest_diameter_mm', unit: 'mm', digits: 4 },
    of: ({ runs, grid }) => longestDiameter(runs, grid.voxelToWorld),
  },
  extentRightLeftMm: {
    ...{ column: 'extent_right_left_mm', unit: 'mm', digits: 4 },
    of: (drawn) => extent(drawn, 0),
  },
  extentAnteriorPosteriorMm: {
    ...{ column: 'extent_anterior_posterior_mm', unit: 'mm', digits: 4 },
    of: (drawn) => extent(drawn, 1),
  },
  extentSuperiorInferiorMm: {
    ...{ column: 'extent_superior_inferior_mm', unit: 'mm', digits: 4 },
    of: (drawn) => extent(drawn, 2),
  },
} as const satisfies Readonly<Record<string, Figure>>;

export type FigureId = keyof typeof figures;

/** Those that have a value. Intensities are HU in CT. */
export type Figures = Readonly<Partial<Record<FigureId, number>>>;

export const FIGURES: Readonly<Record<FigureId, Figure>> = figures;

export const FIGURE_IDS = Object.keys(FIGURES) as readonly FigureId[];

/** Every figure that has a value. */
export function figuresOf(drawn: Drawn): Figures {
  const values = FIGURE_IDS.map((id) => [id, FIGURES[id].of(drawn)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && Number.isFinite(value)));
}

function extent({ boxMm: { from, to } }: Drawn, axis: 0 | 1 | 2): number {
  return to[axis] - from[axis];
}

/** Of the intensities inside. */
interface Inside {
  readonly mean: number;
  /** Of the population: the voxels are all that there are. */
  readonly deviation: number;
  readonly p5: number | undefined;
  readonly median: number | undefined;
  readonly p95: number | undefined;
}

/** Several figures ask for it of the same object. */
const known = new WeakMap<Drawn, Inside | undefined>();

function inside(drawn: Drawn): Inside | undefined {
  if (!known.has(drawn)) known.set(drawn, intensitiesInside(drawn));
  return known.get(drawn);
}

function intensitiesInside(drawn: Drawn): Inside | undefined {
  const { scan, voxels } = drawn;
  if (!scan || voxels === 0) return undefined;
  const { slope, intercept } = scan;
  const data = gathered(drawn, scan.data);
  const { mean, deviation } = spread(data);
  const scaled = { data, slope, intercept };
  const [p5, median, p95] = percentiles(scaled, Number.NEGATIVE_INFINITY, [5, 50, 95]) ?? [];
  const inUnits = { mean: mean * slope + intercept, deviation: deviation * Math.abs(slope) };
  return { ...inUnits, p5, median, p95 };
}

/** The stored values of the voxels inside, in a row. */
function gathered<T extends VoxelData>({ grid, runs, corner, voxels }: Drawn, data: T): T {
  const [ni, nj] = grid.size;
  const values = new (data.constructor as new (length: number) => T)(voxels);
  let at = 0;
  eachRun(runs, (j, k, from, to) => {
    const row = ((k + corner[2]) * nj + j + corner[1]) * ni + corner[0];
    values.set(data.subarray(row + from, row + to), at);
    at += to - from;
  });
  return values;
}

/** Mean and standard deviation, summed about the first value so that large offsets cost no digits. */
function spread(data: VoxelData): { readonly mean: number; readonly deviation: number } {
  const about = data[0] as number;
  let [sum, squares] = [0, 0];
  for (let n = 0; n < data.length; n++) {
    const value = (data[n] as number) - about;
    sum += value;
    squares += value * value;
  }
  const mean = sum / data.length;
  return { mean: about + mean, deviation: Math.sqrt(Math.max(0, squares / data.length - mean * mean)) };
}
