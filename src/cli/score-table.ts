import type { Modality } from '#volume/types.ts';
import { diceOf, mean, type Score } from './score.ts';

/** The scores of a case by structure id; a structure that was not annotated has none. */
export interface ScoredCase {
  readonly name: string;
  readonly modality: Modality;
  readonly scores: ReadonlyMap<string, Score>;
}

export interface MeanRow {
  readonly name: string;
  readonly cases: number;
  /** By structure id, over the cases where it counts. */
  readonly structures: Readonly<Record<string, number>>;
  /** Of the structures' means: each structure counts the same, however many cases have it. */
  readonly mean: number | undefined;
}

/** One row per modality where there are several, then one of all cases. */
export function meanRows(cases: readonly ScoredCase[], structures: readonly string[]): readonly MeanRow[] {
  const modalities = [...new Set(cases.map(({ modality }) => modality))].sort();
  const parts = modalities.length > 1 ? modalities : [];
  return [
    ...parts.map((modality) =>
      meanRow(
        `mean ${modality}`,
        cases.filter((each) => each.modality === modality),
        structures,
      ),
    ),
    meanRow('mean', cases, structures),
  ];
}

function meanRow(name: string, cases: readonly ScoredCase[], structures: readonly string[]): MeanRow {
  const means = structures.flatMap((id) => {
    const value = mean(cases.map(({ scores }) => diceOf(scores.get(id))));
    return value === undefined ? [] : [[id, value] as const];
  });
  return {
    name,
    cases: cases.length,
    structures: Object.fromEntries(means),
    mean: mean(means.map(([, value]) => value)),
  };
}

/** Cases down, structures across, the means last; columns aligned. */
export function scoreTable(cases: readonly ScoredCase[], structures: readonly string[]): string {
  const words = structures.map((id) => id.split('_'));
  const depth = Math.max(1, ...words.map((each) => each.length));
  const headers = Array.from({ length: depth }, (_, line) => {
    const last = line === depth - 1;
    return [
      last ? 'Dice' : '',
      ...words.map((each) => each[line - depth + each.length] ?? ''),
      last ? 'mean' : '',
    ];
  });
  const body = cases.map(({ name, scores }) => [
    name,
    ...structures.map((id) => cell(scores.get(id))),
    decimal(mean(structures.map((id) => diceOf(scores.get(id))))),
  ]);
  const means = meanRows(cases, structures).map((row) => [
    row.name,
    ...structures.map((id) => decimal(row.structures[id])),
    decimal(row.mean),
  ]);
  return align(headers, body, means);
}

function cell(scored: Score | undefined): string {
  if (scored?.kind === 'rightly-absent') return 'absent';
  return scored?.kind === 'false-positive' ? '0.000!' : decimal(scored?.dice);
}

function decimal(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}

function align(...blocks: readonly (readonly (readonly string[])[])[]): string {
  const rows = blocks.flat();
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return blocks.map((block) => block.map(line).join('\n')).join(`\n${rule}\n`);
}
