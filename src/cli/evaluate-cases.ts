import type { Segmentation, Stage } from '#engine/engine.ts';
import type { ModelManifest, Structure } from '#model/manifest.ts';
import { gflopAgain, packWork } from '#model/passport/pack-work.ts';
import type { Modality } from '#volume/types.ts';
import { askStructures, withoutVoxels } from './ask-structures.ts';
import type { Case } from './cases.ts';
import { labelOf } from './label-maps.ts';
import { loadCase } from './load-case.ts';
import type { OpenPack } from './pack.ts';
import { type Score, score } from './score.ts';
import { meanRows, type ScoredCase, scoreTable } from './score-table.ts';

export interface EvaluatedCase extends ScoredCase {
  readonly guessedModality: Modality;
  readonly answers: readonly Segmentation[];
  readonly windows: number;
  readonly seconds: number;
  /** At most; where the pack says what its largest window costs. */
  readonly gflop: number | undefined;
}

/** Asks for every annotated structure of a case, and compares the masks with its labels. */
export async function evaluateCase(one: Case, pack: OpenPack): Promise<EvaluatedCase> {
  const { scan, guessedModality, structures } = await loadCase(one, pack.manifest.structures);
  const { answers, windows, seconds } = await askStructures(scan.volume, structures, pack);
  const scores = new Map<string, Score>();
  structures.forEach((structure, n) => {
    const answer = answers[n];
    if (answer) scores.set(structure.id, score(answer, scan.labels, labelOf(structure)));
  });
  return {
    ...{ name: one.name, modality: scan.volume.modality, guessedModality, scores, windows, seconds },
    answers: answers.map(withoutVoxels),
    gflop: caseGflop(windows, answers, pack.manifest),
  };
}

/**
 * GFLOP of one scan, at most, for its windows may be smaller than the largest: encoded once and decoded for each prompt, or for all
 * structures where the pack first looks for all of them; and the windows of second looks, as many as were run.
 */
export function caseGflop(
  windows: number,
  answers: readonly Partial<Pick<Segmentation, 'structure' | 'lookedAgain'>>[],
  manifest: ModelManifest,
): number | undefined {
  const work = packWork(manifest);
  const { compute, looksAround, structures } = work;
  if (!compute) return undefined;
  const { windowGflop, promptGflop } = compute;
  const decoded = looksAround ? Math.max(structures, answers.length) : answers.length;
  const first = windows * (windowGflop + decoded * promptGflop);
  return first + gflopAgain(work, answers);
}

/** The table of Dice per case and structure, with what to know about it. */
export function tellCases(evaluated: readonly EvaluatedCase[], structures: readonly Structure[]): void {
  console.log(scoreTable(evaluated, scoredStructures(evaluated, structures)));
  console.log('\n– not annotated; absent: rightly not found, not in the mean; 0.000! found though absent.');
  console.log('Dice on the grid of the file. The last mean is that of the structures’ means.');
  console.log(costSentence(evaluated));
  const misguessed = evaluated.filter(({ modality, guessedModality }) => modality !== guessedModality);
  if (misguessed.length > 0) {
    console.log(`The app would take another modality for: ${misguessed.map(({ name }) => name).join(', ')}`);
  }
}

/** Such as "Per scan: 4 to 12 windows, at most 80 to 240 GFLOP, 3.1 to 9.0 s." */
function costSentence(evaluated: readonly EvaluatedCase[]): string {
  const range = (values: readonly number[], decimals: number, unit: string, before = '') =>
    values.length === 0
      ? []
      : [
          `${before}${Math.min(...values).toFixed(decimals)} to ${Math.max(...values).toFixed(decimals)} ${unit}`,
        ];
  const parts = [
    ...range(
      evaluated.map((one) => one.windows),
      0,
      'windows',
    ),
    ...range(
      evaluated.flatMap((one) => one.gflop ?? []),
      0,
      'GFLOP',
      'at most ',
    ),
    ...range(
      evaluated.map((one) => one.seconds),
      1,
      's',
    ),
  ];
  return `Per scan: ${parts.join(', ')}.`;
}

/** Ids of the structures that any case has a score for. */
function scoredStructures(cases: readonly ScoredCase[], structures: readonly Structure[]): readonly string[] {
  return structures.map(({ id }) => id as string).filter((id) => cases.some(({ scores }) => scores.has(id)));
}

export function caseFigures(evaluated: readonly EvaluatedCase[], structures: readonly Structure[]) {
  return {
    means: meanRows(evaluated, scoredStructures(evaluated, structures)),
    cases: evaluated.map(({ scores, answers, ...one }) => ({
      ...one,
      milliseconds: answers[0]?.milliseconds ?? ({} as Partial<Record<Stage, number>>),
      structures: [...scores].map(([structure, scored], n) => {
        const answer = answers[n];
        const existenceScore = answer && answer.kind !== 'not-understood' ? answer.existence : null;
        return { structure, ...scored, answer: answer?.kind, existenceScore };
      }),
    })),
  };
}
