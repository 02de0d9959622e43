import { eachRun, type Runs } from './runs.ts';
import type { FigureId, Figures, Grid, Vec3, Volume } from './types.ts';

/** Of a scan, its voxels: intensity = data[n] * slope + intercept. */
export type Intensities = Pick<Volume, 'data' | 'slope' | 'intercept'>;

/** What a figure is computed of. */
export interface Drawn {
  readonly grid: Grid;
  /** Of a box of the grid whose first voxel is `corner`. */
  readonly runs: Runs;
  readonly corner: Vec3;
  /** Whether a run belongs to the object. */
  readonly isKept: (run: number) => boolean;
  /** Undefined where only the mask is known. */
  readonly scan: Intensities | undefined;
}

/** A number that says something of an object. */
export interface Figure {
  /** Its column in tables: what it is, and its unit unless that is the scan's own. */
  readonly column: string;
  /** That count, in tables and on the page: intensities may be of any size. */
  readonly digits: number;
  /** Undefined where it has no value: of nothing, or without a scan. */
  readonly of: (drawn: Drawn) => number | undefined;
}

/**
 * What is said of each object besides its size and place. The page, the table and the report show every figure that is here.
 * Each is computed where the outline is made, anew at each threshold, in a walk over the object's runs.
 */
export const FIGURES: Readonly<Record<FigureId, Figure>> = {
  meanIntensity: { column: 'mean_intensity', digits: 4, of: (drawn) => spread(drawn)?.mean },
  sdIntensity: { column: 'sd_intensity', digits: 3, of: (drawn) => spread(drawn)?.deviation },
};

export const FIGURE_IDS = Object.keys(FIGURES) as readonly FigureId[];

/** Every figure that has a value. */
export function figuresOf(drawn: Drawn): Figures {
  const values = FIGURE_IDS.map((id) => [id, FIGURES[id].of(drawn)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && Number.isFinite(value)));
}

interface Spread {
  readonly mean: number;
  /** Of the population: the voxels are all that there are. */
  readonly deviation: number;
}

/** Two figures ask for it of the same object. */
const spreads = new WeakMap<Drawn, Spread | undefined>();

function spread(drawn: Drawn): Spread | undefined {
  if (!spreads.has(drawn)) spreads.set(drawn, measuredSpread(drawn));
  return spreads.get(drawn);
}

/** Mean and standard deviation of the intensities inside, summed about the first of them so that large offsets cost no digits. */
function measuredSpread({ grid, runs, corner, isKept, scan }: Drawn): Spread | undefined {
  if (!scan) return undefined;
  const { data, slope, intercept } = scan;
  const [ni, nj] = grid.size;
  let [count, sum, squares] = [0, 0, 0];
  let about: number | undefined;
  eachRun(runs, (j, k, from, to, run) => {
    if (!isKept(run)) return;
    const row = ((k + corner[2]) * nj + j + corner[1]) * ni + corner[0];
    about ??= data[row + from] as number;
    for (let n = row + from; n < row + to; n++) {
      const value = (data[n] as number) - about;
      sum += value;
      squares += value * value;
    }
    count += to - from;
  });
  if (about === undefined) return undefined;
  const mean = sum / count;
  const variance = Math.max(0, squares / count - mean * mean);
  return { mean: (about + mean) * slope + intercept, deviation: Math.sqrt(variance) * Math.abs(slope) };
}
