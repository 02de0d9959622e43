import { useMemo } from 'react';
import { findingName } from '#messages/structure-name.ts';
import type { Finding, FindingId } from '#results/finding.ts';
import { type Doubt, type Verdict, verdictsOf } from '#results/verdict.ts';
import { useAppState } from '#ui/use-app.ts';

/** What to think of each answer, seen beside the others; these bear the names that the page gives them. */
export function useVerdicts(): ReadonlyMap<FindingId, Verdict> {
  const findings = useAppState((state) => state.findings);
  return useMemo(() => named(verdictsOf(findings), findings), [findings]);
}

function named(verdicts: ReadonlyMap<FindingId, Verdict>, findings: readonly Finding[]) {
  const names = new Map(findings.map((finding) => [finding.title, findingName(finding)]));
  const inWords = (doubt: Doubt): Doubt =>
    doubt.kind === 'shared' ? { ...doubt, other: names.get(doubt.other) ?? doubt.other } : doubt;
  return new Map(
    [...verdicts].map(([id, { level, doubts }]) => [id, { level, doubts: doubts.map(inWords) }]),
  );
}
