import { type FoundObject, isByModel, type NotFound } from '#results/finding.ts';
import type { State } from '#state/store.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';

/**
 * The answers that were given for another kind of scan than the open one is said to be now; not what a person has changed
 * since, nor what came from elsewhere, nor what was not understood in any.
 */
export function outdated({
  findings,
  volume,
}: Pick<State, 'findings' | 'volume'>): readonly (FoundObject | NotFound)[] {
  if (volume.at !== 'ready') return [];
  const { modality } = volume.info;
  return findings.flatMap((finding) => {
    if (finding.kind === 'not-understood' || finding.source.modality === modality) return [];
    return finding.kind === 'found' && (finding.isChanged || !isByModel(finding)) ? [] : [finding];
  });
}

/** Asks again for all that was answered for another kind of scan. */
export async function askAllAgain(app: App): Promise<void> {
  const { model } = app.store.getState();
  const structures = model.at === 'ready' ? model.model.structures : [];
  // The name of a structure is read as it is meant; another text is asked as it was typed.
  const prompts = outdated(app.store.getState()).map(
    ({ structure, prompt }) => structures.find(({ id }) => id === structure)?.name ?? prompt,
  );
  if (prompts.length > 0) await ask(app, prompts);
}

/** Asks again for what was not answered because the model's check does not know such a scan: a person has looked at it. Holds until another is opened. */
export async function answerAnyway(app: App): Promise<void> {
  const { findings, anywayChosen } = app.store.getState();
  anywayChosen(true);
  const withheld = findings.flatMap((finding) =>
    finding.kind === 'not-found' && finding.reason === 'unfit-scan' ? [finding.prompt] : [],
  );
  if (withheld.length > 0) await ask(app, [...new Set(withheld)]);
}
