import { freshTitle } from '#results/answer-finding.ts';
import type { FindingId } from '#results/finding.ts';
import type { App } from './app.ts';

/** More than any name needs, and less than any file system takes. */
const MOST_CHARACTERS = 60;

/** Gives an object another name, numbered where another finding has it; which structure it is stays known. No name changes nothing. */
export function renameFinding({ store }: Pick<App, 'store'>, id: FindingId, name: string): void {
  const { findings, findingRenamed } = store.getState();
  const finding = findings.find((each) => each.id === id);
  const title = name.trim().replace(/\s+/g, ' ').slice(0, MOST_CHARACTERS);
  if (finding?.kind !== 'found' || title === '' || title === finding.title) return;
  findingRenamed(id, freshTitle(title, findings, finding));
}
