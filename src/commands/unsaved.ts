import { foundObjects } from '#results/finding.ts';
import type { State } from '#state/store.ts';

/** Objects were found, or marks drawn, that would be lost with the page: no file that was saved has them as they are now. */
export function hasUnsaved({
  findings,
  savedFindings,
  marks,
  savedMarks,
}: Pick<State, 'findings' | 'savedFindings' | 'marks' | 'savedMarks'>): boolean {
  const areFindings = findings !== savedFindings && foundObjects(findings).length > 0;
  return areFindings || (marks !== savedMarks && marks.length > 0);
}
