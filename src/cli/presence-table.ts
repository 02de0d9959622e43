import type { PresenceTrial } from './evaluate-absent.ts';
import { markdownTable } from './markdown-table.ts';

/** How often answers about presence were right, among trials of one kind of scan or of one structure. */
export interface PresenceRates {
  readonly name: string;
  readonly absent: number;
  readonly falselyFound: number;
  readonly whole: number;
  readonly falselyRefused: number;
  readonly cut: number;
  readonly cutFound: number;
  /** Of the cut ones found and truly at the edge: those marked so by at least one right side. */
  readonly cutAtEdge: number;
  readonly cutMarked: number;
  /** Of those found and truly inside: those marked as cut. */
  readonly inside: number;
  readonly insideMarked: number;
}

export function presenceRates(name: string, trials: readonly PresenceTrial[]): PresenceRates {
  const count = (keep: (trial: PresenceTrial) => boolean) => trials.filter(keep).length;
  const found = (trial: PresenceTrial) => trial.answer === 'found';
  const isRightMark = ({ cutBy, truthCutBy }: PresenceTrial) =>
    truthCutBy.some((side) => cutBy.includes(side));
  const atEdge = (trial: PresenceTrial) => found(trial) && trial.truthCutBy.length > 0;
  const inside = (trial: PresenceTrial) =>
    found(trial) && trial.truth !== 'absent' && trial.truthCutBy.length === 0;
  return {
    name,
    absent: count(({ truth }) => truth === 'absent'),
    falselyFound: count((trial) => trial.truth === 'absent' && found(trial)),
    whole: count(({ truth }) => truth === 'whole'),
    falselyRefused: count((trial) => trial.truth === 'whole' && !found(trial)),
    cut: count(({ truth }) => truth === 'cut'),
    cutFound: count((trial) => trial.truth === 'cut' && found(trial)),
    cutAtEdge: count(atEdge),
    cutMarked: count((trial) => atEdge(trial) && isRightMark(trial)),
    inside: count(inside),
    insideMarked: count((trial) => inside(trial) && trial.cutBy.length > 0),
  };
}

/** A row per modality, one for all, then one per structure. */
export function allRates(trials: readonly PresenceTrial[]): readonly PresenceRates[] {
  const by = <K extends 'modality' | 'structure'>(key: K) =>
    [...new Set(trials.map((trial) => trial[key]))].map((value) =>
      presenceRates(
        value,
        trials.filter((trial) => trial[key] === value),
      ),
    );
  return [...by('modality'), presenceRates('all', trials), ...by('structure')];
}

export function presenceTable(rates: readonly PresenceRates[]): string {
  const header = [
    'asked for',
    'absent: falsely found',
    'whole: falsely refused',
    'cut by the field of view: found',
    'at the edge: marked',
    'inside: marked as cut',
  ];
  return markdownTable(
    header,
    rates.map((row) => [
      row.name,
      share(row.falselyFound, row.absent),
      share(row.falselyRefused, row.whole),
      share(row.cutFound, row.cut),
      share(row.cutMarked, row.cutAtEdge),
      share(row.insideMarked, row.inside),
    ]),
  );
}

function share(part: number, of: number): string {
  return of === 0 ? '–' : `${part} of ${of} (${((100 * part) / of).toFixed(1)} %)`;
}
