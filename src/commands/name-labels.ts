import { say } from '#messages/say.ts';
import { freshTitle } from '#results/answer-finding.ts';
import { type FindingId, type FoundObject, foundObjects } from '#results/finding.ts';
import type { State } from '#state/store.ts';
import type { App } from './app.ts';
import { remember } from './edit/remember.ts';
import { readOffers } from './read-offer.ts';

/** What the numbers of label maps mean to some program or model. */
export interface LabelList {
  readonly id: string;
  readonly name: string;
  /** By label. */
  readonly names: ReadonlyMap<number, string>;
}

/** Objects from files that give them no name, and that nobody has named. */
export function unnamed({ findings }: Pick<State, 'findings'>): readonly FoundObject[] {
  return foundObjects(findings).filter(
    ({ fromFile, isRenamed }) => fromFile && fromFile.name === undefined && !isRenamed,
  );
}

/** The lists that are known: of the model that answers, and of published ones, such as TotalSegmentator's. */
export function labelLists({ model, weights }: Pick<State, 'model' | 'weights'>): readonly LabelList[] {
  const own = model.at === 'ready' ? [model.model] : [];
  const published = weights.at === 'read' ? weights.models : [];
  return [...own, ...published].map(({ id, name, structures }) => ({
    ...{ id, name },
    names: new Map(structures.map((structure) => [structure.labelId, structure.name])),
  }));
}

/** Reads the published lists, if they have not been read yet. */
export async function readLabelLists(app: Pick<App, 'store' | 'recipeUrl'>): Promise<void> {
  await readOffers(app);
}

/** Calls the objects that have no name what `list` calls their labels, or by their numbers again. */
export function nameLabels(app: App, list: LabelList | undefined): void {
  const { store } = app;
  const objects = unnamed(store.getState());
  const ids = objects.map(({ id }): FindingId => id);
  if (ids.length === 0) return;
  remember(app, { kind: 'rename', title: list?.name }, ids, () => {
    for (const object of objects) {
      const label = object.fromFile?.label ?? 0;
      const { findings, findingPlaced } = store.getState();
      const others = findings.filter((each) => each.id !== object.id);
      const title = list?.names.get(label) ?? say.segmentations.label(label);
      findingPlaced({ ...object, title: freshTitle(title, others, undefined) }, 0);
    }
  });
}
