import type { Measurement } from '#volume/types.ts';

/** An answer as a line of a table. */
export interface FindingRow {
  readonly name: string;
  /** The structure's id in the pack; undefined for what is none of its structures. */
  readonly structure: string | undefined;
  readonly prompt: string;
  readonly answer: 'found' | 'not-found' | 'not-understood';
  readonly existence: number | undefined;
  /** The pack has a figure for the structure on this kind of scan. */
  readonly isTested: boolean;
  readonly measurement: Measurement | undefined;
}

const COLUMNS = [
  'name',
  'structure',
  'prompt',
  'answer',
  'existence_score',
  'tested_on_modality',
  'cut_by_sides',
  'volume_ml',
  'voxels',
  ...['from', 'to'].flatMap((end) => ['i', 'j', 'k'].map((axis) => `box_${end}_${axis}`)),
  ...['from', 'to'].flatMap((end) => ['x', 'y', 'z'].map((axis) => `box_${end}_${axis}_mm_ras`)),
];

const RANK = { found: 0, 'not-found': 1, 'not-understood': 2 };

/** Found first and the largest of them first, then the rest by name. */
export function inOrder<T extends FindingRow>(rows: readonly T[]): readonly T[] {
  return [...rows].sort(
    (a, b) =>
      RANK[a.answer] - RANK[b.answer] ||
      (b.measurement?.volumeMl ?? 0) - (a.measurement?.volumeMl ?? 0) ||
      a.name.localeCompare(b.name, 'en'),
  );
}

/** The answers as CSV (RFC 4180), in order; a box's `to` is past its last voxel. Units and axes are in the columns' names. */
export function findingsCsv(rows: readonly FindingRow[]): string {
  const lines = inOrder(rows).map(({ measurement: measured, ...row }) => [
    row.name,
    row.structure ?? '',
    row.prompt,
    row.answer,
    row.existence?.toFixed(4) ?? '',
    row.isTested ? 'yes' : 'no',
    measured?.cutBy.join(' ') ?? '',
    measured?.volumeMl.toFixed(3) ?? '',
    String(measured?.voxels ?? ''),
    ...ends(measured?.box, 0),
    ...ends(measured?.boxMm, 2),
  ]);
  return [COLUMNS, ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function ends(box: Measurement['box'], decimals: number): readonly string[] {
  if (!box) return ['', '', '', '', '', ''];
  return [...box.from, ...box.to].map((value) => value.toFixed(decimals));
}

/** A cell; what a spreadsheet would run as a formula is made text. */
function quoted(cell: string): string {
  const text = /^[=@+\t\r]/.test(cell) || /^-\D/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
