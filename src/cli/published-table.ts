import type { ModelManifest } from '#model/manifest.ts';
import type { Modality } from '#volume/types.ts';
import { markdownTable } from './markdown-table.ts';
import { mean } from './score.ts';
import { meanRows, type ScoredCase } from './score-table.ts';

/** What the model's authors say of one data set, beside what was found here. */
interface Comparison {
  readonly dataset: string;
  readonly cases: number;
  /** Mean Dice here, by structure id. */
  readonly here: Readonly<Record<string, number>>;
  readonly published: Readonly<Record<string, number>>;
}

/** One comparison for each data set that the pack's authors published figures of and whose modality was evaluated. */
export function comparisons(
  cases: readonly ScoredCase[],
  { scores, structures }: Pick<ModelManifest, 'scores' | 'structures'>,
): readonly Comparison[] {
  const known = scores.filter(({ published, metric }) => published && metric === 'Dice');
  const datasets = new Map(known.map(({ dataset, modality }) => [dataset, modality]));
  return [...datasets].flatMap(([dataset, modality]): Comparison[] => {
    const own = casesOf(cases, modality);
    const ids = structures.map(({ id }) => id as string);
    const [row] = meanRows(own, ids).slice(-1);
    if (own.length === 0 || row === undefined) return [];
    const figures = known.filter((score) => score.dataset === dataset);
    const published = Object.fromEntries(figures.map(({ structure, value }) => [structure, value]));
    return [{ dataset, cases: own.length, here: row.structures, published }];
  });
}

function casesOf(cases: readonly ScoredCase[], wanted: Modality | undefined): readonly ScoredCase[] {
  return cases.filter(({ modality }) => modality === wanted);
}

/** The comparisons as a table, a line per structure; undefined where nothing was published. */
export function publishedTable(
  cases: readonly ScoredCase[],
  manifest: Pick<ModelManifest, 'scores' | 'structures'>,
): string | undefined {
  const all = comparisons(cases, manifest);
  if (all.length === 0) return undefined;
  const header = ['Dice, %', ...all.flatMap(({ dataset, cases: n }) => [`here (${n})`, dataset])];
  const lines = manifest.structures
    .filter(({ id }) => all.some(({ here, published }) => here[id] ?? published[id]))
    .map(({ id, name }) => [
      name,
      ...all.flatMap(({ here, published }) => [percent(here[id]), percent(published[id])]),
    ]);
  const both = ['mean of those with both', ...all.flatMap(sharedMeans).map(percent)];
  const stated = ['mean as published', ...all.flatMap(({ published }) => ['', percent(published['mean'])])];
  return [
    'Beside the figures that the model’s authors published; nobody here has measured those. They compare only if the',
    'scans here are that data set’s. Here: the mean over cases, on the grid of the file, prompted with the names below.\n',
    markdownTable(header, [...lines, both, stated]),
  ].join('\n');
}

function sharedMeans({ here, published }: Comparison): readonly (number | undefined)[] {
  const shared = Object.keys(here).filter((id) => published[id] !== undefined);
  return [here, published].map((figures) => mean(shared.map((id) => figures[id])));
}

function percent(value: number | undefined): string {
  return value === undefined ? '–' : (100 * value).toFixed(2);
}
