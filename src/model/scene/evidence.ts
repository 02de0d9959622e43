import { judge } from '#model/existence.ts';
import type { ModelManifest } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import type { Modality, WorldBox } from '#volume/types.ts';
import type { Sighting } from './sighting.ts';

export type SceneRule = NonNullable<ModelManifest['scene']>;
export type Clue = keyof SceneRule['weights'];

/** What speaks against a scan, each from 0 on; in a scan that a pack knows all of it is little. */
export type SceneEvidence = Readonly<Record<Clue, number>> & {
  /** The structures that the pack finds in it. */
  readonly seen: readonly StructureId[];
};

/** What a scan shows, mm RAS+: what the model grid covers, and the box about the patient where one can be told. */
export interface Surroundings {
  readonly view: WorldBox;
  readonly body: WorldBox | undefined;
}

/** What a pack says of scans that it knows, and of what it finds. */
export type Known = { readonly scene: SceneRule } & Pick<ModelManifest, 'output'>;

/** One wild pair says no more than five standard deviations do. */
const MOST_SQUARES = 25;
/** Places vary by as much in anybody. */
const LEAST_SD_MM = 10;
/** Mean squares of deviations beyond this say no more. */
const MOST_MISFIT = 10;
/** So much outlined of what is not there is nothing. */
const LITTLE_ML = 20;
/** Of a structure in one piece so much is in the largest. */
const LEAST_SHARE = 0.9;
/** What lies so near the end of what is seen, beside its own spread, may be outside. */
const MARGIN_MM = 10;

/** What `sightings` of a scan's structures, taken together, say against it. */
export function evidenceOf(
  sightings: readonly Sighting[],
  around: Surroundings,
  modality: Modality,
  { scene, output }: Known,
): SceneEvidence {
  const clarity = scene.clarity[modality];
  const known = sightings.filter(({ structure }) => clarity[structure] !== undefined);
  const isFound = new Set(
    sightings.filter((each) => !judgedCoarsely(each, output).absence).map(({ structure }) => structure),
  );
  const found = known.filter(({ structure }) => isFound.has(structure));
  const whole = wholeOnes(known, around, output);
  // What is cut off may be too little of an organ to be found.
  const unclaimed = known.filter((each) => !isFound.has(each.structure) && !isAtSide(each, around.view));
  return {
    vague: Math.max(0, 10 * mean(whole.map((each) => (clarity[each.structure] ?? 0) - clarityOf(each)))),
    misplaced: misfit(whole, scene) / 3,
    unclaimed: Math.log1p(sum(unclaimed.map(({ volumeMl }) => volumeMl)) / LITTLE_ML),
    alone: alone(found, isFound, around, scene),
    seen: [...isFound],
  };
}

/** How clear-cut a structure is: the Dice that its probabilities let expect, times the share of its largest piece. */
export const clarityOf = ({ expectedDice, keptShare }: Sighting): number => expectedDice * keptShare;

/** Those of `sightings` that the pack finds, and that do not reach beyond what is seen at the patient's sides. */
export function wholeOnes(
  sightings: readonly Sighting[],
  { view }: Pick<Surroundings, 'view'>,
  output: ModelManifest['output'],
): readonly Sighting[] {
  return sightings.filter((each) => !judgedCoarsely(each, output).absence && !isAtSide(each, view));
}

/** Those of them that are in one piece, or nearly: what is torn has neither its place nor its shape. */
export function wholeInOnePiece(...seen: Parameters<typeof wholeOnes>): readonly Sighting[] {
  return wholeOnes(...seen).filter(({ keptShare }) => keptShare >= LEAST_SHARE);
}

/** Whether the pack would find it, by its largest piece on the model grid. */
function judgedCoarsely(
  { structure, rawExistence, peakProbability, volumeMl, keptShare }: Sighting,
  output: ModelManifest['output'],
) {
  return judge({ rawExistence, peakProbability, volumeMl: volumeMl * keptShare }, structure, output);
}

/** It may reach beyond what is seen on the patient's left, right, front or back. */
function isAtSide({ centroid, spreadMm }: Sighting, { from, to }: WorldBox): boolean {
  return ([0, 1] as const).some(
    (axis) =>
      centroid[axis] - 2 * spreadMm[axis] < from[axis] || centroid[axis] + 2 * spreadMm[axis] > to[axis],
  );
}

/** How far structures lie from where they belong to each other: mean squares of deviations, the mean of the axes. */
function misfit(found: readonly Sighting[], scene: SceneRule): number {
  const axes = ([0, 1, 2] as const).flatMap((axis) => {
    const squares = found.flatMap((one, n) =>
      found.slice(n + 1).flatMap((other) => {
        const place = placeOf(one.structure, other.structure, scene)?.[axis];
        if (!place || (axis === 2 && (one.isCut || other.isCut))) return [];
        const off = one.centroid[axis] - other.centroid[axis] - place.mm;
        return [Math.min(MOST_SQUARES, (off / Math.max(LEAST_SD_MM, place.sdMm)) ** 2)];
      }),
    );
    return squares.length > 0 ? [Math.min(MOST_MISFIT, mean(squares))] : [];
  });
  return mean(axes);
}

/** Which share of the neighbours that must be in view, seen from what is found, is not found: 0..2, of one less than of many. */
function alone(
  found: readonly Sighting[],
  isFound: ReadonlySet<StructureId>,
  around: Surroundings,
  scene: SceneRule,
): number {
  let [expected, missed] = [0, 0];
  for (const one of found) {
    // Of what is cut nobody knows where its middle is.
    if (one.isCut || isAtSide(one, around.view)) continue;
    for (const id of scene.expected as readonly string[] as readonly StructureId[]) {
      if (id === one.structure || !isInView(one, placeOf(id, one.structure, scene), around)) continue;
      expected += 1;
      if (!isFound.has(id)) missed += 1;
    }
  }
  return (2 * missed) / (expected + 1);
}

type Place = readonly [Spread | undefined, Spread | undefined, Spread | undefined];
interface Spread {
  readonly mm: number;
  readonly sdMm: number;
}

/** What lies at `place` from `one` is in view, and in the patient, wherever it may be. */
function isInView({ centroid }: Sighting, place: Place | undefined, { view, body }: Surroundings): boolean {
  if (!place) return false;
  return ([0, 1, 2] as const).every((axis) => {
    const spread = place[axis];
    if (!spread) return false;
    const [at, reach] = [centroid[axis] + spread.mm, spread.sdMm + MARGIN_MM];
    const [low, high] = [
      Math.max(view.from[axis], body?.from[axis] ?? Number.NEGATIVE_INFINITY),
      Math.min(view.to[axis], body?.to[axis] ?? Number.POSITIVE_INFINITY),
    ];
    return at - reach >= low && at + reach <= high;
  });
}

/** Where `one` lies from `other`. */
export function placeOf(
  one: StructureId,
  other: StructureId,
  { places }: Pick<SceneRule, 'places'>,
): Place | undefined {
  const [row, sign] = places[`${one} ${other}`]
    ? [places[`${one} ${other}`], 1]
    : [places[`${other} ${one}`], -1];
  if (!row) return undefined;
  const spread = (axis: 0 | 1 | 2): Spread | undefined => {
    const known = row[axis];
    return known ? { mm: sign * known[0], sdMm: known[1] } : undefined;
  };
  return [spread(0), spread(1), spread(2)];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => (values.length > 0 ? sum(values) / values.length : 0);
