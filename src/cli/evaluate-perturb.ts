import type { Structure } from '#model/manifest.ts';
import type { VolumeId } from '#volume/types.ts';
import { askStructures } from './ask-structures.ts';
import { labelOf } from './label-maps.ts';
import type { LabelledScan } from './labelled-scan.ts';
import { markdownTable } from './markdown-table.ts';
import type { OpenPack } from './pack.ts';
import type { Perturbation } from './perturbations.ts';
import { diceOf, mean, type Score, score } from './score.ts';
import { meanRows, type ScoredCase } from './score-table.ts';

export interface PerturbedCase extends ScoredCase {
  readonly perturbation: string;
  readonly windows: number;
  readonly seconds: number;
}

/** Each perturbation that applies to a scan, Dice against the labels carried along, on the perturbed scan's own grid. */
export async function perturbScan(
  name: string,
  scan: LabelledScan,
  structures: readonly Structure[],
  perturbations: readonly Perturbation[],
  pack: OpenPack,
): Promise<readonly PerturbedCase[]> {
  const results: PerturbedCase[] = [];
  for (const { name: perturbation, apply } of perturbations) {
    const changed = apply(scan);
    if (!changed) continue;
    const volume = { ...changed.volume, id: `${name} ${perturbation}` as VolumeId };
    const { answers, windows, seconds } = await askStructures(volume, structures, pack);
    const scores = new Map<string, Score>();
    structures.forEach((structure, n) => {
      const answer = answers[n];
      if (answer) scores.set(structure.id, score(answer, changed.labels, labelOf(structure)));
    });
    results.push({ name, modality: volume.modality, perturbation, scores, windows, seconds });
  }
  return results;
}

export interface PerturbationRow {
  readonly perturbation: string;
  readonly modality: string;
  readonly cases: number;
  readonly structures: Readonly<Record<string, number>>;
  /** Of the structures' means, as in the table of cases. */
  readonly mean: number | undefined;
  /** Less that of the scans as they are. */
  readonly change: number | undefined;
  /** Mean over the cases. */
  readonly seconds: number | undefined;
}

/** A row per perturbation and modality, in the order in which they were tried. */
export function perturbationRows(
  results: readonly PerturbedCase[],
  known: readonly Structure[],
): readonly PerturbationRow[] {
  const modalities = [...new Set(results.map(({ modality }) => modality))].sort();
  return modalities.flatMap((modality) => {
    const own = results.filter((result) => result.modality === modality);
    const rows = [...new Set(own.map(({ perturbation }) => perturbation))].map((perturbation) => {
      const cases = own.filter((result) => result.perturbation === perturbation);
      const scored = known
        .map(({ id }) => id)
        .filter((id) => cases.some(({ scores }) => diceOf(scores.get(id)) !== undefined));
      const all = meanRows(cases, scored).at(-1);
      const seconds = mean(cases.map((each) => each.seconds));
      return {
        perturbation,
        modality,
        cases: cases.length,
        structures: all?.structures ?? {},
        mean: all?.mean,
        seconds,
      };
    });
    const plain = rows[0]?.mean;
    return rows.map((row) => {
      const change = row.mean === undefined || plain === undefined ? undefined : row.mean - plain;
      return { ...row, change };
    });
  });
}

/** Perturbations down, modalities across: mean Dice and what it differs from the scans as they are. */
export function perturbationTable(rows: readonly PerturbationRow[]): string {
  const modalities = [...new Set(rows.map(({ modality }) => modality))];
  const names = [...new Set(rows.map(({ perturbation }) => perturbation))];
  const cell = (perturbation: string, modality: string) => {
    const row = rows.find((each) => each.perturbation === perturbation && each.modality === modality);
    if (row?.mean === undefined) return '–';
    const change = row.change === undefined ? '' : ` (${signed(row.change)})`;
    return `${row.mean.toFixed(3)}${row === rows.find((each) => each.modality === modality) ? '' : change}`;
  };
  return markdownTable(
    ['scans', ...modalities.map((modality) => `mean Dice, ${modality}`)],
    names.map((name) => [name, ...modalities.map((modality) => cell(name, modality))]),
  );
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
