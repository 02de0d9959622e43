import { useMemo } from 'react';
import type { FindingId } from '#results/finding.ts';
import { type Verdict, verdictsOf } from '#results/verdict.ts';
import { useAppState } from '#ui/use-app.ts';

/** What to think of each answer, seen beside the others. */
export function useVerdicts(): ReadonlyMap<FindingId, Verdict> {
  const findings = useAppState((state) => state.findings);
  return useMemo(() => verdictsOf(findings), [findings]);
}
