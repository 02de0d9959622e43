import { useMemo } from 'react';
import { inLanguage } from '#messages/structure-name.ts';
import type { Finding } from '#results/finding.ts';
import { useAppState } from './use-app.ts';

/** All answers under the names that people read on the page; what is saved keeps those of the packs. */
export function useFindings(): readonly Finding[] {
  const findings = useAppState((state) => state.findings);
  return useMemo(() => inLanguage(findings), [findings]);
}
