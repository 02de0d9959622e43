import type { LoadedModel } from '#engine/engine.ts';
import { mayHold } from '#model/anatomy/body-parts.ts';
import type { Structure } from '#model/manifest.ts';
import { partsOf, structuresOf } from '#model/targets.ts';
import { EVERYTHING } from '#prompt/everything.ts';
import { fittingNames } from '#prompt/free-text.ts';
import type { State } from '#state/store.ts';
import { type BodyPart, statedParts } from '#volume/body-part.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';
import { stateBodyPart } from './said-parts.ts';

type Shown = Pick<State, 'model' | 'volume'>;

/** The parts of the body by which a model whose questions depend on it may be asked for everything; none for others. */
export function offeredParts({ model, volume }: Shown): readonly BodyPart[] {
  const { targets } = (model.at === 'ready' && model.model) || {};
  if (!targets || volume.at !== 'ready') return [];
  return partsOf(targets, volume.info.modality);
}

/** The structures that are offered to be asked for: those that such a scan may show, as asking leaves the others out. */
export function offeredStructures({
  model,
  volume,
  isBeyond,
}: Shown & Pick<State, 'isBeyond'>): LoadedModel['structures'] {
  if (model.at !== 'ready') return [];
  const { targets, structures } = model.model;
  if (volume.at !== 'ready') return structures;
  const { modality, bodyPart } = volume.info;
  const parts = statedParts(bodyPart);
  if (!targets) {
    return parts.length === 0 || isBeyond ? structures : structures.filter((each) => mayHold(parts, each));
  }
  if (parts.length === 0) return fittingNames(model.model, modality).structures;
  const ids = new Set<Structure['id']>(structuresOf(targets, modality, parts));
  return structures.filter(({ id }) => ids.has(id));
}

/** Asks for every structure that the model knows. */
export async function recognise(app: App): Promise<void> {
  await ask(app, EVERYTHING);
}

/** Says what the open scan shows, and asks for all that is in it. */
export async function recognisePart(app: App, part: BodyPart): Promise<void> {
  stateBodyPart(app, [part]);
  await ask(app, EVERYTHING);
}

/** Asks for what was left out since the scan is said to show another part of the body; holds until another is said, or another scan opened. */
export async function askBeyond(app: App, names: readonly string[]): Promise<void> {
  app.store.getState().beyondChosen(true);
  await ask(app, names.length === 0 ? EVERYTHING : names);
}
