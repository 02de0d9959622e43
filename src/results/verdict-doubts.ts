import { isStretched } from '#model/scene/stretch.ts';
import type { SliceJump } from '#volume/slice-jump.ts';
import type { Vec3, WorldBox } from '#volume/types.ts';
import { isEdited } from './edit-tools.ts';
import { type Finding, type FindingId, type FoundObject, foundObjects, type NotFound } from './finding.ts';
import { knownAs, plausible } from './plausibility.ts';
import type { Doubt } from './verdict.ts';
import { LIMITS } from './verdict-limits.ts';
import { betterPiece } from './verdict-pieces.ts';
import { isOnWrongSide, misplaced, placed } from './verdict-places.ts';

/** What speaks against an answer, and whether by itself it makes it doubtful. */
export interface Weighed {
  readonly doubt: Doubt;
  readonly isGrave: boolean;
}

/** What speaks against each answer, beside the others; an empty list where nothing does. */
export function doubtsOf(findings: readonly Finding[]): ReadonlyMap<FindingId, readonly Weighed[]> {
  // What a file says of the same organs neither speaks for nor against an answer here: comparing does.
  const objects = foundObjects(findings).filter(({ fromFile }) => !fromFile);
  const off = misplaced(placed(objects), LIMITS.place.light);
  const all = new Map<FindingId, readonly Weighed[]>();
  for (const finding of findings) {
    if (finding.kind === 'not-found') all.set(finding.id, ofAbsence(finding));
    // Whoever made it has judged it, or is to: no verdict is invented.
    if (finding.kind !== 'found' || finding.fromFile) continue;
    if (isEdited(finding.edits) || finding.isDrawn) {
      const doubt = { kind: 'edited', isDrawn: finding.isDrawn } as const;
      all.set(finding.id, [{ doubt, isGrave: false }, ...ofHandwork(finding, objects)]);
      continue;
    }
    const displaced = off.get(finding.id);
    const own = [
      ...ofScene(finding),
      ...ofJump(finding),
      ...ofSize(finding),
      ...ofIntensity(finding),
      ...ofPatient(finding),
      ...ofCompany(finding, objects),
      ...ofOutline(finding),
    ];
    if (displaced) {
      const { deviations, isMutual, mm, towards } = displaced;
      const isGrave = !isMutual && deviations > LIMITS.place.grave;
      own.push({ doubt: { kind: 'place', mm, towards }, isGrave });
    }
    const offered = betterPiece(finding, objects, own);
    all.set(finding.id, offered ? [...own, { doubt: offered, isGrave: true }] : own);
  }
  return all;
}

/** What the model's check of the whole scan says, where it was asked all the same. */
function ofScene({ source }: Pick<Finding, 'source'>): readonly Weighed[] {
  const doubt = source.scene?.doubt;
  if (doubt) return [{ doubt: { kind: 'unfamiliar', doubt }, isGrave: true }];
  const times = source.scene?.stretch;
  return isStretched(times) ? [{ doubt: { kind: 'stretched', times }, isGrave: false }] : [];
}

/** Where slices may be missing from what it is made of, or where it may have been cut off. */
function ofJump({ source: { jump }, measurement: { box } }: FoundObject): readonly Weighed[] {
  if (!jump || !box) return [];
  const [first, past] = [box.from[jump.axis], box.to[jump.axis]];
  const isNear = first <= jump.slice + 1 + LIMITS.jumpSlices && past > jump.slice - LIMITS.jumpSlices;
  return isNear ? [jumpDoubt(jump)] : [];
}

function jumpDoubt({ slice }: SliceJump): Weighed {
  return { doubt: { kind: 'jump', slices: [slice + 1, slice + 2] }, isGrave: false };
}

/** What can be said of an outline that a person has made: not what the model's own probabilities and pieces say. */
function ofHandwork(finding: FoundObject, objects: readonly FoundObject[]): readonly Weighed[] {
  if (finding.isDrawn) return ofCompany(finding, objects);
  return [...ofSize(finding), ...ofIntensity(finding), ...ofPatient(finding), ...ofCompany(finding, objects)];
}

function ofSize(finding: FoundObject): readonly Weighed[] {
  const known = knownAs(finding);
  if (!known) return [];
  const { volumeMl, cutBy } = finding.measurement;
  const { usualMl, possibleMl } = plausible(known);
  if (volumeMl > usualMl[1])
    return [{ doubt: { kind: 'large', volumeMl, usualMl }, isGrave: volumeMl > possibleMl[1] }];
  // What the scan cuts may be of any size.
  if (volumeMl >= usualMl[0] || cutBy.length > 0) return [];
  return [{ doubt: { kind: 'small', volumeMl, usualMl }, isGrave: volumeMl < possibleMl[0] }];
}

/** Only CT has a scale. */
function ofIntensity(finding: FoundObject): readonly Weighed[] {
  const known = knownAs(finding);
  const mean = finding.measurement.figures.meanIntensity;
  const usual = known && plausible(known).hu;
  if (!usual || mean === undefined || finding.source.modality !== 'CT') return [];
  if (mean >= usual[0] && mean <= usual[1]) return [];
  return [{ doubt: { kind: 'intensity', mean, usual }, isGrave: true }];
}

/** Where it lies in the patient, alone. */
function ofPatient(finding: FoundObject): readonly Weighed[] {
  const { body } = finding.source;
  const { centroid } = finding.measurement;
  if (!body || !centroid) return [];
  const outside = ([0, 1, 2] as const).some(
    (axis) =>
      centroid[axis] < body.from[axis] - LIMITS.outsideMm ||
      centroid[axis] > body.to[axis] + LIMITS.outsideMm,
  );
  if (outside) return [{ doubt: { kind: 'outside' }, isGrave: true }];
  if (!isOnWrongSide(finding)) return [];
  const side = centroid[0] < (body.from[0] + body.to[0]) / 2 ? 'left' : 'right';
  return [{ doubt: { kind: 'side', side }, isGrave: true }];
}

/** What it shares with others. */
function ofCompany(finding: FoundObject, objects: readonly FoundObject[]): readonly Weighed[] {
  return finding.shared.flatMap(({ with: id, voxels }): Weighed[] => {
    const other = objects.find((object) => object.id === id);
    const share = voxels / Math.max(1, finding.measurement.voxels);
    if (!other || share < LIMITS.shared.light) return [];
    // Asked for twice, in other words.
    if (other.structure !== undefined && other.structure === finding.structure) return [];
    return [{ doubt: { kind: 'shared', other: other.title, share }, isGrave: share > LIMITS.shared.grave }];
  });
}

/** How far the model itself bears it out. */
function ofOutline(finding: FoundObject): readonly Weighed[] {
  const { existence, pieces, confidence, measurement, isChanged, source } = finding;
  const doubts: Weighed[] = [];
  const light = (doubt: Doubt) => doubts.push({ doubt, isGrave: false });
  const { existenceThreshold } = source.pack.thresholds;
  if (existence < existenceThreshold + LIMITS.presence) light({ kind: 'presence', existence });
  // A person has looked at it.
  if (isChanged) return doubts;
  const { volumeMl } = measurement;
  const keptShare = volumeMl / (volumeMl + pieces.leftOutMl);
  if (keptShare < LIMITS.keptShare) light({ kind: 'parted', found: pieces.found, keptShare });
  if (confidence && confidence.expectedDice < LIMITS.expectedDice.light) {
    const isGrave = confidence.expectedDice < LIMITS.expectedDice.grave;
    const { firmMl: smallestMl, looseMl: largestMl } = confidence;
    doubts.push({ doubt: { kind: 'vague', smallestMl, largestMl }, isGrave });
  }
  return doubts;
}

function ofAbsence({ reason, existence, evidence, source }: NotFound): readonly Weighed[] {
  const light = (doubt: Doubt) => [{ doubt, isGrave: false }];
  if (source.scene?.doubt) return ofScene({ source });
  if (reason === 'too-little') return light({ kind: 'too-little', volumeMl: evidence.volumeMl });
  const { existenceThreshold } = source.pack.thresholds;
  if (existence > existenceThreshold - LIMITS.presence) return light({ kind: 'presence', existence });
  // In a few centimetres of a patient a model may miss what fills them, and with a presence score of zero.
  if (source.scene?.seen.length === 0) return light({ kind: 'nothing-seen' });
  const cm = smallView(source.body);
  return cm
    ? light({ kind: 'small-view', cm })
    : source.jump
      ? [jumpDoubt(source.jump)]
      : ofScene({ source });
}

/** How much of the patient is in view, in cm along each axis, where that is little. */
function smallView(body: WorldBox | undefined): Vec3 | undefined {
  if (!body) return undefined;
  const mm = ([0, 1, 2] as const).map((axis) => body.to[axis] - body.from[axis]);
  const { one, two } = LIMITS.view;
  const isSmall = mm.some((each) => each < one) || mm.filter((each) => each < two).length > 1;
  return isSmall ? (mm.map((each) => each / 10) as unknown as Vec3) : undefined;
}
