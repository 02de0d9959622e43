import { AppError, toWire } from '#errors.ts';
import { say } from '#messages/say.ts';
import type { PackNames } from '#model/pack-description.ts';
import { readVocabulary } from '#prompt/known-names.ts';
import { nameKeys } from '#prompt/name-keys.ts';
import {
  type Comparison,
  comparisonTsv,
  type Member,
  memberKey,
  type Origin,
  type OriginId,
  originsOf,
  type Pair,
  type Pairing,
  pairUp,
} from '#results/comparison.ts';
import type { State } from '#state/store.ts';
import type { PairFigures } from '#volume/compare/compare-masks.ts';
import type { Mask } from '#volume/types.ts';
import type { App } from './app.ts';
import { drawMasks } from './draw-masks.ts';
import { labelLists } from './name-labels.ts';
import { revealAnswer } from './reveal-answer.ts';

type CompareApp = Pick<App, 'store' | 'viewer' | 'voxels' | 'editor'>;

/** The results that are compared, and their pairs. */
export interface Compared extends Pairing {
  readonly origins: readonly Origin[];
  readonly reference: Origin;
  readonly other: Origin;
}

type CompareState = Pick<
  State,
  'findings' | 'model' | 'weights' | 'described' | 'comparedReference' | 'comparedOther' | 'comparedWith'
>;

/** What there is to compare; undefined where the findings are of one result alone. */
export function compared(state: CompareState): Compared | undefined {
  const { findings, comparedReference, comparedOther, comparedWith } = state;
  const lists = labelLists(state);
  const origins = originsOf(findings, ({ structure, labelId, title }) => {
    const model = structure === undefined ? undefined : lists[0];
    const own = [...(model?.names ?? [])].find(([, name]) => name === title.replace(/ \(\d+\)$/, ''));
    return own?.[0] ?? labelId;
  });
  const [reference, other] = chosenOrigins(origins, comparedReference, comparedOther);
  if (!reference || !other) return undefined;
  const keys = new Map<string, readonly string[]>();
  const vocabularies = vocabulariesOf(state);
  const keysOf = (title: string) => {
    const known = keys.get(title) ?? nameKeys(title, vocabularies);
    keys.set(title, known);
    return known;
  };
  return { origins, reference, other, ...pairUp(reference.members, other.members, keysOf, comparedWith) };
}

/** As chosen, else masks given one by one or a file as the reference, for that is what people have drawn. */
function chosenOrigins(
  origins: readonly Origin[],
  reference: OriginId | undefined,
  other: OriginId | undefined,
): readonly [Origin | undefined, Origin | undefined] {
  const by = (id: OriginId | undefined) => origins.find((origin) => origin.id === id);
  const ofKind = (wanted: Origin['kind']) => origins.find(({ kind, id }) => kind === wanted && id !== other);
  const first = by(reference) ?? ofKind('masks') ?? ofKind('file');
  const one = first ?? origins.find(({ id }) => id !== other);
  const chosen = by(other);
  const rest = origins.filter((origin) => origin !== one);
  return [one, chosen && chosen !== one ? chosen : (rest.find(({ kind }) => kind === 'model') ?? rest[0])];
}

/** Of the model that answers, and of those of this site that have been described. */
export function vocabulariesOf({ model, described }: Pick<State, 'model' | 'described'>) {
  const own = model.at === 'ready' ? [model.model] : [];
  return [...own, ...described.values()].map(vocabularyOf);
}

export function vocabularyOf({ structures, groups }: Pick<PackNames, 'structures' | 'groups'>) {
  return readVocabulary(structures, groups);
}

/** A result as people call it. */
export function originName({ kind, name, number }: Origin): string {
  return say.comparison.origin(kind, name, number);
}

export function pairKey({ reference, other }: Pick<Pair, 'reference' | 'other'>): string {
  return `${memberKey(reference)} | ${memberKey(other)}`;
}

/** Shows the comparison below the views in place of the table of findings, or ends it. */
export function showComparison(app: CompareApp, isShown: boolean): void {
  const { comparing, tableShown } = app.store.getState();
  if (isShown) tableShown(false);
  comparing(isShown);
  app.voxels.difference = undefined;
  drawMasks(app);
}

function maskOf({ voxels }: Pick<App, 'voxels'>, { id, isBase }: Member): Mask | undefined {
  return isBase ? voxels.parts(id)?.base : voxels.mask(id);
}

/** Masks are never changed once handed out, so two of them are compared once. */
const known = new WeakMap<Mask, WeakMap<Mask, PairFigures>>();
/** The latest comparing of each page: an earlier one gives way. */
const latest = new WeakMap<App['store'], object>();

/** Compares all pairs whose masks have not been compared yet, one after another, and draws the difference that is shown anew. */
export async function comparePairs(
  app: CompareApp,
  now: Compared | undefined = compared(app.store.getState()),
): Promise<void> {
  const { store } = app;
  const turn = {};
  latest.set(store, turn);
  const figures = new Map<string, PairFigures>();
  try {
    for (const pair of now?.pairs ?? []) {
      const [one, other] = [maskOf(app, pair.reference), maskOf(app, pair.other)];
      if (!one || !other) continue;
      const found = known.get(one)?.get(other) ?? (await app.editor.compare(one, other));
      if (latest.get(store) !== turn) return;
      known.set(one, (known.get(one) ?? new WeakMap<Mask, PairFigures>()).set(other, found));
      figures.set(pairKey(pair), found);
      store.getState().pairsCompared(new Map(figures));
    }
    await refresh(app, now?.pairs ?? []);
  } catch (error) {
    if (latest.get(store) === turn) store.getState().noticeRaised(toWire(error));
  }
}

/** The difference that is shown, of the masks as they are now; none where its pair is gone. */
async function refresh(app: CompareApp, pairs: readonly Pair[]): Promise<void> {
  const { pairShown } = app.store.getState();
  if (pairShown === undefined && !app.voxels.difference) return;
  await showPair(
    app,
    pairs.find((pair) => pairKey(pair) === pairShown),
  );
}

/**
 * Yellow, vermilion and sky blue of Okabe and Ito (2008): told apart with every kind of colour blindness, and by their lightness.
 */
export const DIFFERENCE_COLORS = {
  both: [86, 180, 233],
  onlyReference: [240, 228, 66],
  onlyOther: [213, 94, 0],
} as const;

/** Draws what two objects share and what each has alone, in place of all objects, where it can be seen; of no pair, the objects again. */
export async function showPair(app: CompareApp, pair: Pair | undefined): Promise<void> {
  const { store, voxels } = app;
  const [one, other] = pair ? [maskOf(app, pair.reference), maskOf(app, pair.other)] : [];
  store.getState().pairChosen(pair && pairKey(pair));
  if (!pair || !one || !other) {
    voxels.difference = undefined;
    return drawMasks(app);
  }
  try {
    const masks = await app.editor.difference(one, other);
    // Another pair was chosen meanwhile, or none.
    if (store.getState().pairShown !== pairKey(pair)) return;
    voxels.difference = (['both', 'onlyReference', 'onlyOther'] as const).map((part) => ({
      ...{ key: `difference ${part}`, mask: masks[part], color: DIFFERENCE_COLORS[part], opacity: 0.6 },
    }));
    drawMasks(app);
    revealAnswer(app, [pair.reference.id, pair.other.id]);
  } catch (error) {
    store.getState().noticeRaised(toWire(error));
  }
}

/** The comparison as it is saved; undefined where none is shown. */
export function comparisonFacts(
  state: CompareState & Pick<State, 'isComparing' | 'pairFigures'>,
): Comparison | undefined {
  const now = state.isComparing ? compared(state) : undefined;
  if (!now) return undefined;
  const { pairs, onlyReference, onlyOther } = now;
  return {
    reference: originName(now.reference),
    other: originName(now.other),
    pairs: pairs.map((pair) => ({ ...pair, figures: state.pairFigures.get(pairKey(pair)) })),
    onlyReference: onlyReference.map(({ title }) => title),
    onlyOther: onlyOther.map(({ title }) => title),
  };
}

/** Puts the comparison on the clipboard, as it is in order on the page. Whether the browser took it. */
export async function copyComparison(
  { store, copy }: Pick<App, 'store' | 'copy'>,
  comparison: Comparison,
): Promise<boolean> {
  try {
    await copy(comparisonTsv(comparison));
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.name : String(error);
    store.getState().noticeRaised(toWire(new AppError('copy-refused', { reason })));
    return false;
  }
}
