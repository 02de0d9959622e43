import { type FindingRow, inOrder } from '#formats/findings-csv.ts';
import type { Finding, FindingId } from '#state/findings-slice.ts';

export interface ShownRow extends FindingRow {
  readonly id: FindingId;
  /** Why it was not found. */
  readonly reason: 'improbable' | 'too-little' | undefined;
}

/** The answers as lines of a table, found first and the largest of them first. */
export function findingRows(findings: readonly Finding[]): readonly ShownRow[] {
  return inOrder(
    findings.map((finding): ShownRow => {
      const { id, title: name, prompt } = finding;
      const common = { id, name, prompt, answer: finding.kind };
      if (finding.kind === 'not-understood') {
        const nothing = {
          structure: undefined,
          existence: undefined,
          measurement: undefined,
          reason: undefined,
        };
        return { ...common, ...nothing, isTested: false };
      }
      const { structure, existence, source } = finding;
      const reason = finding.kind === 'not-found' ? finding.reason : undefined;
      const measurement = finding.kind === 'found' ? finding.measurement : undefined;
      return { ...common, structure, existence, measurement, reason, isTested: source.isTested };
    }),
  );
}
