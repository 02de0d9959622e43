import type { AbsenceReason } from '#model/existence.ts';
import type { Measurement, Pieces } from '#volume/types.ts';
import type { EditCounts } from './edit-tools.ts';
import { type FileOrigin, type Finding, type FindingId, isByModel } from './finding.ts';
import { type Verdict, verdictsOf } from './verdict.ts';

/** An answer as a line of a table. What it has not is undefined. */
export interface FindingRow {
  readonly id: FindingId;
  readonly name: string;
  /** The structure's id in the pack; undefined for what is none of its structures. */
  readonly structure: string | undefined;
  readonly prompt: string;
  readonly answer: Finding['kind'];
  /** Why it was not found. */
  readonly reason: AbsenceReason | undefined;
  readonly existence: number | undefined;
  /** The pack has a figure for the structure on this kind of scan. */
  readonly isTested: boolean;
  readonly labelId: number | undefined;
  /** Probability above which a voxel is inside. */
  readonly threshold: number | undefined;
  readonly pieces: Pieces | undefined;
  readonly isChanged: boolean | undefined;
  /** How often each tool was used on it by hand. */
  readonly edits: EditCounts | undefined;
  readonly measurement: Measurement | undefined;
  /** Where it was read from, where no model has answered it. */
  readonly fromFile: FileOrigin | undefined;
  /** What to think of the answer, beside the others; undefined for what was not understood. */
  readonly verdict: Verdict | undefined;
}

const RANK = { found: 0, 'not-found': 1, 'not-understood': 2 };

/** Found first and the largest of them first, then the rest by name. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const volume = (finding: Finding) => (finding.kind === 'found' ? finding.measurement.volumeMl : 0);
  return [...findings].sort(
    (a, b) => RANK[a.kind] - RANK[b.kind] || volume(b) - volume(a) || a.title.localeCompare(b.title, 'en'),
  );
}

/** The answers as lines of a table, in order. */
export function findingRows(findings: readonly Finding[]): readonly FindingRow[] {
  const verdicts = verdictsOf(findings);
  return inOrder(findings).map((finding): FindingRow => {
    const { id, title: name, prompt, kind: answer, source } = finding;
    const found = finding.kind === 'found' ? finding : undefined;
    const isOurs = !found || isByModel(found);
    const judged = finding.kind === 'not-understood' ? undefined : finding;
    return {
      ...{ id, name, prompt, answer },
      structure: judged?.structure,
      reason: finding.kind === 'not-found' ? finding.reason : undefined,
      existence: isOurs ? judged?.existence : undefined,
      isTested: source.isTested && isOurs,
      labelId: found?.labelId,
      threshold: isOurs ? found?.threshold : undefined,
      pieces: isOurs ? found?.pieces : undefined,
      isChanged: found?.isChanged,
      edits: found?.edits,
      measurement: found?.measurement,
      fromFile: found?.fromFile,
      verdict: verdicts.get(id),
    };
  });
}
