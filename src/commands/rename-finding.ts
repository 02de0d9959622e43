import { findingName } from '#messages/structure-name.ts';
import { freshTitle } from '#results/answer-finding.ts';
import type { FindingId } from '#results/finding.ts';
import type { App } from './app.ts';
import { remember, stepName } from './edit/remember.ts';

type RenameApp = Pick<App, 'store' | 'viewer' | 'voxels' | 'history' | 'editor'>;

/** More than any name needs, and less than any file system takes. */
const MOST_CHARACTERS = 60;

/** Gives an object another name, numbered where another finding has it; which structure it is stays known. No name changes nothing. */
export function renameFinding(app: RenameApp, id: FindingId, name: string): void {
  const { findings, findingRenamed } = app.store.getState();
  const finding = findings.find((each) => each.id === id);
  const title = name.trim().replace(/\s+/g, ' ').slice(0, MOST_CHARACTERS);
  if (finding?.kind !== 'found' || title === '') return;
  if (title === finding.title || title === findingName(finding)) return;
  remember(app, stepName(app, 'rename', id), [id], () =>
    findingRenamed(id, freshTitle(title, findings, finding)),
  );
}
