import type { ValueSample } from './value-sample.ts';

/** How a file stores Hounsfield units: value = HU × scale + offset. */
export interface CtUnits {
  readonly scale: number;
  readonly offset: number;
}

const HOUNSFIELD: CtUnits = { scale: 1, offset: 0 };

/**
 * Ways that files are known to store them: the rescale intercept left out (1024, 1000, 8192 and 32768) or applied twice
 * (below 0), thousandths, attenuation with water at 1, and a whole range mapped to 0..1.
 */
const KNOWN: readonly CtUnits[] = [
  ...[1000, 1024, 2000, 2048, 4096, 8192, 32768, -1024].map((offset) => ({ scale: 1, offset })),
  { scale: 1e-3, offset: 0 },
  { scale: 1e-3, offset: 1 },
  { scale: 1 / 2000, offset: 0.5 },
  { scale: 1 / 4095, offset: 1024 / 4095 },
];

/** What a CT's histogram has whatever is shown: air, and a body of fat, water and muscle within a few hundred HU. */
interface CtShape {
  /** Share of the body (above −500 HU) that is soft tissue (±160 HU), less what lies between lung and fat. */
  readonly score: number;
  readonly body: number;
  readonly air: number;
  readonly fat: number;
  /** Share that is one single value: much of a test object, little of tissue. */
  readonly oneValue: number;
  /** Muscle, organs and blood. */
  readonly water: number;
  /** Share of what is less than air, padding left out. */
  readonly below: number;
}

/** A value that fills so much of a scan is its background, and says nothing of the body. */
const BACKGROUND = 0.25;

function ctShape(sample: ValueSample, { scale, offset }: CtUnits): CtShape {
  const { mode } = sample;
  const fill = mode.share >= BACKGROUND ? mode.share : 0;
  const filled = (mode.value - offset) / scale;
  const share = (from: number, to: number) =>
    sample.share(from * scale + offset, to * scale + offset) - (filled >= from && filled < to ? fill : 0);
  const body = share(-500, Number.POSITIVE_INFINITY);
  const within = (from: number, to: number) => (body > 0 ? share(from, to) / body : 0);
  const below = sample.share(Number.NEGATIVE_INFINITY, -1100 * scale + offset);
  return {
    score: within(-160, 160) - within(-500, -180),
    body,
    // Air may be one value and fill much.
    air: sample.share(-1060 * scale + offset, -900 * scale + offset),
    fat: within(-140, -60),
    water: within(0, 160),
    // Where half of the body is brighter.
    oneValue: body > 0 ? sample.exactly(sample.percentile(1 - body / 2)) / body : 1,
    below: Math.max(0, below - sample.exactly(sample.min)),
  };
}

/** Real CT has 0.72 and more, real MR at most 0.25 on whatever scale. */
const LIKE_CT = 0.5;
const PERHAPS_CT = 0.35;
const LEAST = { body: 0.02, air: 0.003, fat: 0.01, water: 0.1 };
const MOST_BELOW = 0.02;
const MOST_ALIKE = 0.5;
/** Share at the upper end that a window leaves; MR cut at a percentile has 0.003 there. */
const SATURATED = 0.004;

function isCt(shape: CtShape, score = LIKE_CT): boolean {
  const { body, air, fat, water, below } = shape;
  if (shape.oneValue > MOST_ALIKE) return false;
  const isWhole = body >= LEAST.body && air >= LEAST.air && fat >= LEAST.fat && water >= LEAST.water;
  return shape.score >= score && isWhole && below <= MOST_BELOW;
}

/** What the values say of a CT. */
export type CtFinding =
  /** Hounsfield units, with air in them. */
  | { readonly kind: 'hounsfield' }
  /** Hounsfield units cut off below, as a window cuts them. */
  | { readonly kind: 'window' }
  /** Hounsfield units, all that lay below 0 being 0. */
  | { readonly kind: 'floored' }
  /** Hounsfield units stored in a known other way. */
  | { readonly kind: 'units'; readonly units: CtUnits }
  /** The histogram of a CT on a scale that nobody can tell. */
  | { readonly kind: 'unknown-scale' }
  /** It may be CT: somebody has to say. */
  | { readonly kind: 'perhaps'; readonly reason: 'like-hounsfield' | 'clipped' }
  | { readonly kind: 'none' };

/** Looks for the histogram of a CT. Nothing but the shares of values is used, so rescaled MR stays MR. */
export function findCt(sample: ValueSample): CtFinding {
  const plain = ctShape(sample, HOUNSFIELD);
  // Air is seldom absent, and fat may be: a head has little.
  if (plain.score >= LIKE_CT && plain.air >= LEAST.air && plain.body >= LEAST.body / 10) {
    return { kind: 'hounsfield' };
  }
  return findWindow(sample, plain) ?? findStored(sample) ?? findDoubtful(sample, plain);
}

/** Whether more than strays lie well below 0. */
const isSigned = (sample: ValueSample) => sample.share(sample.lowest, -90) > 0.005;

function findWindow(sample: ValueSample, plain: CtShape): CtFinding | undefined {
  if (!isSigned(sample) || plain.score < 0.6 || plain.water < LEAST.water) return undefined;
  const isWindow = sample.exactly(sample.max) >= SATURATED && sample.exactly(sample.min) >= 0.02;
  const isCut = isWindow || sample.lowest <= -300;
  return isCut ? { kind: 'window' } : { kind: 'perhaps', reason: 'like-hounsfield' };
}

function findStored(sample: ValueSample): CtFinding | undefined {
  const units = knownUnits(sample);
  if (units) return { kind: 'units', units };
  return isFloored(sample) ? { kind: 'floored' } : undefined;
}

function findDoubtful(sample: ValueSample, plain: CtShape): CtFinding {
  const scales = otherScales(sample);
  if (scales >= LIKE_CT) return { kind: 'unknown-scale' };
  if (scales >= PERHAPS_CT || (isSigned(sample) && plain.score >= PERHAPS_CT)) {
    return { kind: 'perhaps', reason: 'like-hounsfield' };
  }
  // A window saturates at both ends; percentiles, which MR is cut at, leave less at the upper one.
  const [dark, bright] = [sample.exactly(sample.min), sample.exactly(sample.max)];
  // Where most of what is shown has the one value, it is an object of a test.
  const isClipped = dark >= 0.1 && bright >= SATURATED && bright < MOST_ALIKE * (1 - dark);
  return isClipped ? { kind: 'perhaps', reason: 'clipped' } : { kind: 'none' };
}

function knownUnits(sample: ValueSample): CtUnits | undefined {
  const fitting = KNOWN.map((units) => ({ units, shape: ctShape(sample, units) })).filter(({ shape }) =>
    isCt(shape),
  );
  const [best] = fitting.sort((one, other) => other.shape.score - one.shape.score);
  if (!best) return undefined;
  // 1000 and 1024 look alike but for 24 HU. Air, which is −1000, tells them apart.
  const { scale, offset } = best.units;
  const alike = fitting.filter(
    ({ units }) => units.scale === scale && Math.abs(units.offset - offset) < 60 * scale,
  );
  const distance = (units: CtUnits) => Math.abs(airLevel(sample, units) + 1000);
  const [nearest = best] = alike.sort((one, other) => distance(one.units) - distance(other.units));
  return nearest.units;
}

/** Where most of the air is, in HU. Next to it a single lowest value is padding's, or where a scanner cuts off. */
function airLevel(sample: ValueSample, { scale, offset }: CtUnits): number {
  const [from, to] = [-1060 * scale + offset, -940 * scale + offset];
  const lowest = sample.min >= from ? sample.min : undefined;
  const peak = sample.peak(Math.max(from, sample.next(sample.min)), to, 8 * scale);
  const share = peak === undefined ? 0 : sample.share(peak - 4 * scale, peak + 4 * scale);
  const isPeak = peak !== undefined && (lowest === undefined || share >= 0.2 * sample.exactly(lowest));
  return ((isPeak ? peak : (lowest ?? from)) - offset) / scale;
}

/** Nothing below 0, much at 0 (air and fat), then muscle and organs above an almost empty beginning, then bone. */
function isFloored(sample: ValueSample): boolean {
  if (sample.min !== 0) return false;
  const zero = sample.exactly(0);
  // A display window ends at 255 at most, with much there.
  if (zero < 0.25 || zero > 0.98 || sample.max < 300 || sample.exactly(sample.max) >= 0.005) return false;
  const within = (from: number, to: number) => sample.share(from, to) / (1 - zero);
  const [soft, beginning] = [within(Number.MIN_VALUE, 161), within(Number.MIN_VALUE, 16)];
  const [organs, bone] = [within(30, 111), within(251, Number.POSITIVE_INFINITY)];
  return soft >= 0.72 && beginning <= 0.25 && organs >= 0.35 && bone >= 0.005 && bone <= 0.25;
}

/** The best score of a CT with its air at a low value of the sample, water being anywhere above. */
function otherScales(sample: ValueSample): number {
  let best = 0;
  const airs = [0, 0.05, 0.2, 0.4].map((share) => Math.max(sample.lowest, sample.percentile(share)));
  for (const air of new Set(airs)) {
    const reach = sample.max - air;
    for (let n = 0; n < 150; n++) {
      const scale = (reach / 8000) * (8000 / 300) ** (n / 149);
      const shape = ctShape(sample, { scale, offset: air + 1000 * scale });
      if (isCt(shape, best) && shape.air >= 0.02 && shape.body >= 0.05) best = shape.score;
    }
  }
  return best;
}
