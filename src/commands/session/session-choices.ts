import type { App } from '#commands/app.ts';
import { originsOf } from '#results/comparison.ts';
import type { Session } from '#results/session.ts';
import type { State } from '#state/store.ts';
import { boxSize } from '#volume/boxes.ts';
import { regionOfVoxels } from '#volume/region.ts';
import type { Grid } from '#volume/types.ts';

/** What is kept of how prompts are asked: what is said of this scan. The rest is of the model. */
export function askedOf({ region }: Pick<State, 'region'>): Session['asked'] {
  const { from, to } = region?.voxels ?? {};
  return {
    ...(from && to && { region: { from: [from[0], from[1], from[2]], to: [to[0], to[1], to[2]] } }),
  };
}

/** Says of the open scan what was said of it then. */
export function putAsked({ store }: Pick<App, 'store'>, { asked }: Session, grid: Grid): void {
  const { region } = asked;
  const isNone = !region || boxSize(region).some((n) => n <= 0);
  store.getState().regionChosen(isNone ? undefined : regionOfVoxels(grid, region));
}

/** Which results are compared; results are known by their place among all, for names of files are not kept. */
export function comparisonOf(state: State): Pick<Session, 'comparison'> {
  const { findings, isComparing, comparedReference, comparedOther, comparedWith, pairShown } = state;
  const origins = originsOf(findings);
  const placeOf = (id: string | undefined) => {
    const at = origins.findIndex((origin) => origin.id === id);
    return at < 0 ? undefined : at;
  };
  const [reference, other] = [placeOf(comparedReference), placeOf(comparedOther)];
  if (!isComparing && reference === undefined && other === undefined && comparedWith.size === 0) return {};
  return {
    comparison: {
      isShown: isComparing,
      ...{ ...(reference !== undefined && { reference }), ...(other !== undefined && { other }) },
      chosen: [...comparedWith].map(([member, counterpart]) => [member, counterpart ?? null]),
      ...(pairShown !== undefined && { pair: pairShown }),
    },
  };
}

/** Compares what was compared then, or nothing. The panel computes the figures, and draws the difference. */
export function putComparison(
  { store, voxels }: Pick<App, 'store' | 'voxels'>,
  { comparison }: Session,
): void {
  const { findings, comparisonPut } = store.getState();
  const origins = originsOf(findings);
  const at = (place: number | undefined) => (place === undefined ? undefined : origins[place]?.id);
  const { isShown = false, reference, other, chosen = [], pair } = comparison ?? {};
  voxels.difference = undefined;
  comparisonPut({
    isComparing: isShown,
    ...{ comparedReference: at(reference), comparedOther: at(other) },
    comparedWith: new Map(chosen.map(([member, counterpart]) => [member, counterpart ?? undefined])),
    pairShown: pair,
  });
}
