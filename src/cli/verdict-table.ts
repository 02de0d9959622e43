import type { FoundObject } from '#results/finding.ts';
import { type VerdictLevel, verdictsOf } from '#results/verdict.ts';
import { markdownTable } from './markdown-table.ts';
import type { VerdictTrial } from './verdict-trials.ts';

/** One mask with what is true of it and what was said of it. */
export interface JudgedMask {
  readonly case: string;
  readonly modality: string;
  readonly variant: string;
  readonly kind: VerdictTrial['kind'];
  readonly structure: string;
  /** 0 where there is nothing of the structure. */
  readonly dice: number;
  readonly expectedDice: number | undefined;
  /** Seen beside the other answers, and alone, as if nothing else had been asked. */
  readonly level: VerdictLevel;
  readonly levelAlone: VerdictLevel;
  readonly doubts: readonly string[];
}

/** Every mask of which somebody knows how good it is. */
export function judgedMasks(trials: readonly VerdictTrial[]): readonly JudgedMask[] {
  return trials.flatMap((trial) => {
    const { case: name, modality, variant, kind, findings, truths } = trial;
    const verdicts = verdictsOf(findings);
    return truths.flatMap(({ structure, dice }): JudgedMask[] => {
      const finding = findings.find(
        (each): each is FoundObject => each.kind === 'found' && each.structure === structure,
      );
      const verdict = finding && verdicts.get(finding.id);
      const alone = finding && verdictsOf([finding]).get(finding.id);
      if (!verdict || !alone || dice === undefined) return [];
      const doubts = verdict.doubts.map((doubt) => doubt.kind);
      const levels = { level: verdict.level, levelAlone: alone.level };
      const { expectedDice } = finding.confidence ?? {};
      return [{ case: name, modality, variant, kind, structure, dice, expectedDice, ...levels, doubts }];
    });
  });
}

/** How masks of one sort fare: those under BAD that are marked, those over GOOD that are. */
export interface VerdictRates {
  readonly name: string;
  readonly bad: number;
  readonly badMarked: number;
  readonly fair: number;
  readonly fairMarked: number;
  readonly good: number;
  readonly goodMarked: number;
}

const BAD = 0.5;
const GOOD = 0.8;

function ratesOf(
  name: string,
  masks: readonly JudgedMask[],
  levelOf: (mask: JudgedMask) => VerdictLevel,
): VerdictRates {
  const bad = masks.filter(({ dice }) => dice < BAD);
  const good = masks.filter(({ dice }) => dice > GOOD);
  const fair = masks.filter(({ dice }) => dice >= BAD && dice <= GOOD);
  const marked = (some: readonly JudgedMask[]) => some.filter((mask) => levelOf(mask) !== 'sure').length;
  return {
    name,
    ...{ bad: bad.length, badMarked: marked(bad) },
    ...{ fair: fair.length, fairMarked: marked(fair) },
    ...{ good: good.length, goodMarked: marked(good) },
  };
}

/** A row per modality, one for all, one for all seen alone, and one per header that lies. */
export function verdictRates(masks: readonly JudgedMask[]): readonly VerdictRates[] {
  const usual = masks.filter(({ kind }) => kind === 'usual');
  const odd = masks.filter(({ kind }) => kind === 'odd');
  const beside = ({ level }: JudgedMask) => level;
  const by = (some: readonly JudgedMask[], key: 'modality' | 'variant') =>
    [...new Set(some.map((mask) => mask[key]))].map((value) => {
      const own = some.filter((mask) => mask[key] === value);
      return ratesOf(value, own, beside);
    });
  return [
    ...by(usual, 'modality'),
    ratesOf('all', usual, beside),
    ratesOf('all, each asked for alone', usual, ({ levelAlone }) => levelAlone),
    ...by(odd, 'variant'),
  ];
}

const LEVELS: readonly VerdictLevel[] = ['sure', 'check', 'doubtful'];
const BANDS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;

/** The rates, then Dice against verdict. */
export function verdictTable(masks: readonly JudgedMask[]): string {
  const rates = markdownTable(
    ['masks', 'Dice under 0.5: marked', '0.5 to 0.8: marked', 'over 0.8: marked'],
    verdictRates(masks).map((row) => [
      row.name,
      share(row.badMarked, row.bad),
      share(row.fairMarked, row.fair),
      share(row.goodMarked, row.good),
    ]),
  );
  const usual = masks.filter(({ kind }) => kind === 'usual');
  const bands = markdownTable(
    ['Dice', ...LEVELS],
    BANDS.slice(1).map((to, n) => {
      const from = BANDS[n] ?? 0;
      const own = usual.filter(({ dice }) => dice >= from && (dice < to || to === 1));
      const count = (level: VerdictLevel) => String(own.filter((mask) => mask.level === level).length);
      return [`${from} to ${to}`, ...LEVELS.map(count)];
    }),
  );
  return `${rates}\n\n${bands}`;
}

/** From which expected Dice on a share of the good masks lies: what a limit is fitted to. Undefined of none. */
export function goodQuantile(masks: readonly JudgedMask[], below: number): number | undefined {
  const good = masks.filter(({ kind, dice }) => kind === 'usual' && dice > GOOD);
  const expected = good.flatMap(({ expectedDice }) => expectedDice ?? []).sort((a, b) => a - b);
  return expected[Math.floor(below * expected.length)];
}

function share(part: number, of: number): string {
  return of === 0 ? '–' : `${part} of ${of} (${((100 * part) / of).toFixed(1)} %)`;
}
