import { type FoundObject, foundObjects } from '#results/finding.ts';
import type { State } from '#state/store.ts';

/** Objects were found, or marks drawn, that would be lost with the page: no file that was saved has them as they are now. */
export function hasUnsaved({
  findings,
  savedFindings,
  marks,
  savedMarks,
}: Pick<State, 'findings' | 'savedFindings' | 'marks' | 'savedMarks'>): boolean {
  const areFindings = findings !== savedFindings && foundObjects(findings).some(isWork);
  return areFindings || (marks !== savedMarks && marks.length > 0);
}

/** What a file was read for and nobody has touched is in that file. */
function isWork({ fromFile, isChanged, isRenamed }: FoundObject): boolean {
  return fromFile === undefined || isChanged || isRenamed === true;
}

/** The same, where this browser does not keep them either. */
export function wouldBeLost(state: Parameters<typeof hasUnsaved>[0] & Pick<State, 'keptWork'>): boolean {
  const { findings, marks, keptWork } = state;
  const isKept = keptWork?.findings === findings && keptWork.marks === marks;
  return hasUnsaved(state) && !isKept;
}
