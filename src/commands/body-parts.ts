import type { LoadedModel } from '#engine/engine.ts';
import type { Structure } from '#model/manifest.ts';
import type { BodyPart } from '#model/manifest-targets.ts';
import { partsOf, structuresOf } from '#model/targets.ts';
import { EVERYTHING } from '#prompt/everything.ts';
import { fittingNames } from '#prompt/free-text.ts';
import type { State } from '#state/store.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';

type Shown = Pick<State, 'model' | 'volume' | 'part'>;

/** The parts of the body that may be said of the open scan, for a model whose questions depend on it; none otherwise. */
export function offeredParts({ model, volume }: Omit<Shown, 'part'>): readonly BodyPart[] {
  const { targets } = (model.at === 'ready' && model.model) || {};
  if (!targets || volume.at !== 'ready') return [];
  return partsOf(targets, volume.info.modality);
}

/** The structures that are offered to be asked for: those that such a scan may show. */
export function offeredStructures({ model, volume, part }: Shown): LoadedModel['structures'] {
  if (model.at !== 'ready') return [];
  const { targets, structures } = model.model;
  if (!targets || volume.at !== 'ready') return structures;
  const { modality } = volume.info;
  if (part === undefined) return fittingNames(model.model, modality).structures;
  const ids = new Set<Structure['id']>(structuresOf(targets, modality, part));
  return structures.filter(({ id }) => ids.has(id));
}

/** Says what the open scan shows, and asks for all that is in it. */
export async function recognisePart(app: App, part: BodyPart): Promise<void> {
  app.store.getState().askingChanged({ part });
  await ask(app, EVERYTHING);
}
