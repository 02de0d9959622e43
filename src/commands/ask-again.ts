import type { Finding } from '#results/finding.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';

/** The answers that were given for another kind of scan than the open one is said to be now; not what a person has changed since. */
export function outdated({
  findings,
  volume,
}: Pick<ReturnType<App['store']['getState']>, 'findings' | 'volume'>): readonly Finding[] {
  if (volume.at !== 'ready') return [];
  const { modality } = volume.info;
  return findings.filter(
    (finding) => finding.source.modality !== modality && !(finding.kind === 'found' && finding.isChanged),
  );
}

/** Asks again for all that was answered for another kind of scan. */
export async function askAllAgain(app: App): Promise<void> {
  const { model } = app.store.getState();
  const structures = model.at === 'ready' ? model.model.structures : [];
  const prompts = outdated(app.store.getState()).map((finding) => {
    // The name of a structure is read as it is meant; another text is asked as it was typed.
    const structure = finding.kind === 'not-understood' ? undefined : finding.structure;
    return structures.find(({ id }) => id === structure)?.name ?? finding.prompt;
  });
  if (prompts.length > 0) await ask(app, prompts.join(', '));
}
