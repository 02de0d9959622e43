import type { Device, SliceReading } from '#engine/engine.ts';
import type { WireError } from '#errors.ts';
import type { PackFacts } from '#model/pack-facts.ts';
import type { SceneCheck } from '#model/scene/scene.ts';
import { axisCodes, spacing } from '#volume/affine.ts';
import type { BodyPartFact } from '#volume/body-part.ts';
import type { Flip } from '#volume/turn.ts';
import type {
  Keep,
  Mask,
  Measurement,
  Piece,
  Pieces,
  Vec3,
  Volume,
  VoxelBox,
  WorldBox,
} from '#volume/types.ts';
import { isEdited } from './edit-tools.ts';
import {
  type Finding,
  type FindingId,
  type FoundObject,
  foundObjects,
  isByModel,
  type Source,
} from './finding.ts';
import { overlaps } from './overlaps.ts';
import { REPORT_VERSION, type Report, type ReportedFinding } from './report-schema.ts';
import { type Verdict, verdictsOf } from './verdict.ts';

/** The names of files that were written with a report. */
export interface WrittenFiles {
  readonly all: readonly string[];
  readonly masks: ReadonlyMap<FindingId, string>;
  readonly probabilities: ReadonlyMap<FindingId, string>;
}

export interface ReportFacts {
  /** Of parse3d. */
  readonly appVersion: string;
  readonly scan: Pick<Volume, 'name' | 'modality' | 'grid'> & {
    readonly modalityIsGuess: boolean;
    readonly modalityReason?: string | undefined;
    readonly notices?: readonly WireError[];
    /** Which ends of the patient the user took for exchanged. */
    readonly turned?: readonly Flip[] | undefined;
    readonly bodyPart?: BodyPartFact | undefined;
  };
  readonly findings: readonly Finding[];
  readonly maskOf: (id: FindingId) => Mask | undefined;
  readonly at: Date;
  /** Absent where none were. */
  readonly files?: WrittenFiles;
}

const NO_FILES: WrittenFiles = { all: [], masks: new Map(), probabilities: new Map() };

/**
 * What was asked, answered and measured, and by what, as `reportSchema` has it; the page's and the terminal's alike. Of the
 * scan it holds the file's name and the grid, nothing from the header's text fields.
 */
export function buildReport({
  appVersion,
  scan,
  findings,
  maskOf,
  at,
  files = NO_FILES,
}: ReportFacts): Report {
  const verdicts = verdictsOf(findings);
  return {
    format: 'parse3d-report',
    formatVersion: REPORT_VERSION,
    createdAt: at.toISOString(),
    notice: 'Research use only. Not a medical device.',
    app: { name: 'parse3d', version: appVersion },
    scan: {
      file: scan.name,
      modality: scan.modality,
      modalityIsGuess: scan.modalityIsGuess,
      modalityReason: scan.modalityReason ?? null,
      notices: (scan.notices ?? []).map(noticeFacts),
      size: triple(scan.grid.size),
      spacingMm: triple(spacing(scan.grid.voxelToWorld)),
      axes: axisCodes(scan.grid.voxelToWorld),
      voxelToWorldRas: [...scan.grid.voxelToWorld],
      turned: [...(scan.turned ?? [])],
      bodyPart: scan.bodyPart ? { parts: [...scan.bodyPart.parts], from: scan.bodyPart.from } : null,
    },
    packs: packsOf(findings),
    files: [...files.all],
    findings: findings.map((finding) => reported(finding, files, verdicts.get(finding.id))),
    overlapsInLabelMap: overlapsOf(findings, maskOf),
  };
}

/** The file is named once, at the top. */
function noticeFacts({ code, details }: WireError): Report['scan']['notices'][number] {
  const { name: _, ...rest } = details as Readonly<Record<string, unknown>>;
  return { code, details: rest };
}

function packsOf(findings: readonly Finding[]): Report['packs'] {
  const all = new Map<string, PackFacts>();
  for (const finding of findings) {
    if (finding.kind === 'found' && !isByModel(finding)) continue;
    const { pack } = finding.source;
    all.set(`${pack.id} ${pack.version}`, pack);
  }
  return [...all.values()].map(({ id, name, version, files, thresholds }) => ({
    ...{ id, name, version },
    files: files.map(({ path, sha256 }) => ({ path, sha256 })),
    thresholds: { ...thresholds },
  }));
}

function overlapsOf(
  findings: readonly Finding[],
  maskOf: ReportFacts['maskOf'],
): Report['overlapsInLabelMap'] {
  const objects = foundObjects(findings).flatMap(({ id, title, labelId }) => {
    const mask = maskOf(id);
    return mask ? [{ title, labelId, mask }] : [];
  });
  const named = ({ title, labelId }: Pick<FoundObject, 'title' | 'labelId'>) => ({ name: title, labelId });
  return overlaps(objects).map(({ covered, by, voxels }) => ({
    covered: named(covered),
    by: named(by),
    voxels,
  }));
}

function reported(finding: Finding, files: WrittenFiles, verdict: Verdict | undefined): ReportedFinding {
  const { prompt, title: name } = finding;
  const source = sourceFacts(finding.source);
  if (finding.kind === 'not-understood') {
    const { kind, nearest, elsewhere } = finding;
    return { answer: kind, prompt, nearest: [...nearest], elsewhere: [...elsewhere], source };
  }
  const judged = {
    ...{ prompt, name },
    structure: finding.structure ?? null,
    existenceScore: finding.existence,
    evidence: { ...finding.evidence },
    verdict: verdict ? verdictFacts(verdict) : null,
    testedOnModality: finding.source.isTested,
    source,
  };
  if (finding.kind === 'not-found') return { answer: finding.kind, ...judged, reason: finding.reason };
  const { id, kind, labelId, threshold, components, pieces, isChanged, color, measurement } = finding;
  const { isDrawn, fromFile, edits } = finding;
  const isOurs = isByModel(finding);
  // What was done by hand has no probability.
  const confidence = isEdited(edits) ? undefined : finding.confidence;
  const ofModel = isOurs
    ? {}
    : { existenceScore: null, evidence: null, testedOnModality: false, source: null };
  return {
    answer: kind,
    ...{ ...judged, ...ofModel },
    ...{ labelId, threshold: isOurs ? threshold : null },
    components: componentsFact(components),
    pieces: isOurs ? piecesFacts(pieces) : null,
    confidence: confidence ? { ...confidence } : null,
    changedByHand: isChanged,
    drawnByHand: isDrawn,
    fromFile: fromFile ? { ...fromFile, name: fromFile.name ?? null } : null,
    edits: { ...edits },
    color: triple(color),
    file: files.masks.get(id) ?? null,
    probabilityFile: files.probabilities.get(id) ?? null,
    measurement: measurementFacts(measurement),
  };
}

function verdictFacts({ level, doubts }: Verdict) {
  return { level, doubts: doubts.map((doubt) => ({ ...doubt })) };
}

function componentsFact(keep: Keep) {
  return typeof keep === 'string' ? keep : ('chosen' as const);
}

function piecesFacts({ found, kept, leftOutMl, list }: Pieces) {
  return { found, kept, leftOutMl, list: list.map(pieceFacts) };
}

function pieceFacts({ number, isKept, voxels, volumeMl, centroid, boxMm, ...more }: Piece) {
  return {
    ...{ number, isKept, voxels, volumeMl },
    centroidMmRas: triple(centroid),
    boxMmRas: { from: triple(boxMm.from), to: triple(boxMm.to) },
    peakProbability: more.peakProbability,
    meanProbability: more.meanProbability,
    meanIntensity: more.meanIntensity ?? null,
  };
}

function sourceFacts({ pack, modality, device, milliseconds, region, scene, jump, slices, windows }: Source) {
  return {
    pack: { id: pack.id, version: pack.version },
    modality,
    computedOn: deviceFacts(device),
    milliseconds: { ...milliseconds } as Record<string, number>,
    slices: slices ? sliceFacts(slices) : null,
    windows: windows ? { ...windows, regionMmRas: boxFacts(region?.mm) } : null,
    scene: scene ? sceneFacts(scene) : null,
    ...(jump && {
      jump: { axis: jump.axis, slice: jump.slice, times: Number(jump.times.toFixed(2)) },
    }),
    regionMmRas: boxFacts(region?.mm),
    regionVoxels: boxFacts(region?.voxels),
  };
}

function sceneFacts({ doubt, against, clue, seen, stretch }: SceneCheck) {
  return {
    doubt: doubt ?? null,
    against: Number(against.toFixed(3)),
    clue: clue ?? null,
    seen: [...seen],
    ...(stretch !== undefined && { stretch: Number(stretch.toFixed(3)) }),
  };
}

function sliceFacts({ existence, ...reading }: SliceReading) {
  return {
    ...reading,
    existence: existence.map((each) => (each === null ? null : Number(each.toFixed(3)))),
  };
}

function boxFacts(box: WorldBox | VoxelBox | undefined) {
  return box ? { from: triple(box.from), to: triple(box.to) } : null;
}

function deviceFacts({ backend, name, reason, threads }: Device) {
  return { backend, name, reason: { ...reason }, threads };
}

/** Units and axes are in the names. Boxes: `to` is past the last voxel. */
function measurementFacts({ voxels, volumeMl, centroid, box, boxMm, cutBy, figures }: Measurement) {
  return {
    ...{ voxels, volumeMl },
    centroidMmRas: centroid ? triple(centroid) : null,
    boxVoxels: box ? { from: triple(box.from), to: triple(box.to) } : null,
    boxMmRas: boxMm ? { from: triple(boxMm.from), to: triple(boxMm.to) } : null,
    cutByEdge: cutBy.length > 0,
    cutBySides: [...cutBy],
    figures: { ...figures },
  };
}

function triple([a, b, c]: Vec3): [number, number, number] {
  return [a, b, c];
}
