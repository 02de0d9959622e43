import type { App } from '#commands/app.ts';
import { askPerson } from '#commands/ask-person.ts';
import { saveResults } from '#commands/save-results.ts';
import { hasUnsaved } from '#commands/unsaved.ts';
import { type FoundObject, foundObjects } from '#results/finding.ts';
import type { Question } from '#state/questions-slice.ts';

/** Whether what was done on the open scan may go: it is in a file, or a person has said so, or has saved it first. */
export async function mayLose(app: App, kind: Question['kind']): Promise<boolean> {
  const { store, voxels } = app;
  if (!hasUnsaved(store.getState())) return true;
  const scan = voxels.scan();
  const choice = await askPerson(app, { kind, scan: scan?.volume.name ?? '' });
  if (choice === 'save') {
    await saveResults(app, ['session']);
    // The dialog has been opened instead, for the name seems to tell of a person.
    if (hasUnsaved(store.getState())) return false;
  }
  return choice !== 'cancel' && voxels.scan() === scan;
}

/** What asking again does not give back. */
export function hasHandwork({ store }: Pick<App, 'store'>): boolean {
  const { findings, marks } = store.getState();
  const isByHand = ({ isChanged, isDrawn, isRenamed }: FoundObject) => isChanged || isDrawn || isRenamed;
  return marks.length > 0 || foundObjects(findings).some(isByHand);
}
