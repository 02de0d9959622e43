import type { Grid, Volume } from '#volume/types.ts';

/** More different values than that are no usual list of structures, but may be a parcellation. */
const MOST_STRUCTURES = 256;
/** What 16 bits hold, as many as label maps have. */
const MOST_LABELS = 65536;
/** What a label map leaves blank, at least. */
const LEAST_BACKGROUND = 0.1;
/**
 * Of neighbours that are not both background, so many bear the same label, along two axes at least: 0.65 and more in published atlases, 0.1
 * and less in scans. Along one axis a scan whose slices were repeated has as many.
 */
const LEAST_ALIKE = 0.6;
/** A parcellation has that along the third axis too; a scan whose pixels were repeated has not. */
const LEAST_ALIKE_OF_MANY = 0.5;
/** Nothing with so few becomes a label map any more, once that many neighbours were looked at. */
const HOPELESS = { alike: 0.2, pairs: 5000 };
/** Of a few voxels most lie on an edge. */
const LEAST_ALIKE_SMALL = 0.4;
/** What of a volume is blank where only a little was drawn: in no scan of a patient. */
const NEARLY_BLANK = 0.99;
/** Rows along each axis that are looked at, at most. */
const MOST_ROWS = 3000;
/** Fewer pairs say nothing. */
const LEAST_PAIRS = 200;

/**
 * Whether the values of a volume are those of a segmentation: whole numbers from 0 on, however large, the same over whole regions, and
 * none where nothing was drawn. Looked at in rows spread over the volume, so that it costs the same for any size.
 */
export function looksLikeLabels(volume: Pick<Volume, 'grid' | 'data' | 'slope' | 'intercept'>): boolean {
  const look = new Look(volume);
  const alike = ([0, 1, 2] as const).map((axis) => look.along(rows(volume.grid, axis)));
  if (!look.isOfLabels) return false;
  const [least = 0, second = 0] = alike.sort((a, b) => a - b);
  if (look.isOfMany) return least >= LEAST_ALIKE_OF_MANY && second >= LEAST_ALIKE;
  return second >= LEAST_ALIKE || (look.isNearlyBlank && isSmallMap(volume));
}

/** So little of it is drawn that rows here and there may miss it: then all of it is looked at. */
function isSmallMap(volume: Pick<Volume, 'grid' | 'data' | 'slope' | 'intercept'>): boolean {
  const look = new Look(volume);
  const alike = look.along(rows(volume.grid, 0, Number.POSITIVE_INFINITY), 2);
  return look.isOfLabels && look.isNearlyBlank && alike >= LEAST_ALIKE_SMALL;
}

/** What has been seen of the values. */
class Look {
  readonly #volume: Pick<Volume, 'data' | 'slope' | 'intercept'>;
  readonly #values = new Set<number>();
  #looked = 0;
  #blank = 0;
  #isWhole = true;

  constructor(volume: Pick<Volume, 'data' | 'slope' | 'intercept'>) {
    this.#volume = volume;
  }

  /** Share of neighbours that are alike, of those that are not both background; 0 of too few. */
  along(rows: Iterable<Row>, least = LEAST_PAIRS): number {
    let [pairs, equal] = [0, 0];
    for (const row of rows) {
      if (!this.#mayBe) return 0;
      const seen = this.#row(row);
      pairs += seen.pairs;
      equal += seen.equal;
      if (this.isOfMany && pairs > HOPELESS.pairs && equal < HOPELESS.alike * pairs) return 0;
    }
    return pairs < least ? 0 : equal / pairs;
  }

  get isNearlyBlank(): boolean {
    return this.#blank >= NEARLY_BLANK * this.#looked;
  }

  get isOfLabels(): boolean {
    return this.#mayBe && this.#blank >= LEAST_BACKGROUND * this.#looked;
  }

  get isOfMany(): boolean {
    return this.#values.size > MOST_STRUCTURES;
  }

  get #mayBe(): boolean {
    return this.#isWhole && this.#values.size <= MOST_LABELS;
  }

  #row({ start, step, length }: Row) {
    const { data, slope, intercept } = this.#volume;
    let [pairs, equal] = [0, 0];
    // Beyond the end lies background.
    let before = 0;
    for (let n = 0; n < length; n++) {
      const value = (data[start + n * step] as number) * slope + intercept;
      if (!Number.isInteger(value) || value < 0) this.#isWhole = false;
      this.#values.add(value);
      if (value === 0) this.#blank += 1;
      if (before + value > 0) pairs += 1;
      if (before === value && value > 0) equal += 1;
      before = value;
    }
    this.#looked += length;
    return { pairs, equal };
  }
}

interface Row {
  readonly start: number;
  readonly step: number;
  readonly length: number;
}

/** Rows along an axis, evenly spread over the plane across it. */
function* rows({ size }: Grid, axis: 0 | 1 | 2, most = MOST_ROWS): Generator<Row> {
  const steps = [1, size[0], size[0] * size[1]] as const;
  const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [0 | 1 | 2, 0 | 1 | 2];
  const count = size[u] * size[v];
  // A stride that shares no factor with the width does not stay in one column.
  const stride = Math.max(1, Math.floor(count / most));
  for (let n = 0; n < count; n += stride) {
    const start = (n % size[u]) * steps[u] + Math.floor(n / size[u]) * steps[v];
    yield { start, step: steps[axis], length: size[axis] };
  }
}
