import { foundObjects } from '#results/finding.ts';
import type { State } from '#state/store.ts';

/** Objects were found that would be lost with the page: no file that was saved has them as they are now. */
export function hasUnsaved({ findings, savedFindings }: Pick<State, 'findings' | 'savedFindings'>): boolean {
  return findings !== savedFindings && foundObjects(findings).length > 0;
}
