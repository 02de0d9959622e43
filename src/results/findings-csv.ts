import { FIGURE_IDS, FIGURES } from '#volume/figures.ts';
import type { Measurement } from '#volume/types.ts';
import type { Finding } from './finding.ts';
import { type FindingRow, findingRows } from './finding-rows.ts';

const AXES = ['x', 'y', 'z'];

export const FINDING_COLUMNS: readonly string[] = [
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
  ...['from', 'to'].flatMap((end) => AXES.map((axis) => `box_${end}_${axis}_mm_ras`)),
  'label_id',
  'threshold',
  'pieces_found',
  'pieces_left_out_ml',
  'changed_by_hand',
  ...AXES.map((axis) => `centroid_${axis}_mm_ras`),
  ...FIGURE_IDS.map((id) => FIGURES[id].column),
  'verdict',
  'doubts',
  'pieces_kept',
  'edits',
  'from_file',
];

/** The answers as CSV (RFC 4180), in order; a box's `to` is past its last voxel. Units and axes are in the columns' names. */
export function findingsCsv(findings: readonly Finding[]): string {
  return csvOf([FINDING_COLUMNS, ...findingCells(findings)]);
}

/** The answers in order, a cell for each of FINDING_COLUMNS. */
export function findingCells(findings: readonly Finding[]): readonly (readonly string[])[] {
  return findingRows(findings).map(cells);
}

export function csvOf(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function cells({ measurement: measured, pieces, verdict, ...row }: FindingRow): readonly string[] {
  return [
    row.name,
    row.structure ?? '',
    row.prompt,
    row.answer,
    row.existence?.toFixed(4) ?? '',
    yesNo(row.isTested),
    measured?.cutBy.join(' ') ?? '',
    measured?.volumeMl.toFixed(3) ?? '',
    String(measured?.voxels ?? ''),
    ...ends(measured?.box, 0),
    ...ends(measured?.boxMm, 2),
    String(row.labelId ?? ''),
    String(row.threshold ?? ''),
    String(pieces?.found ?? ''),
    pieces?.leftOutMl.toFixed(3) ?? '',
    yesNo(row.isChanged),
    ...(measured?.centroid?.map((value) => value.toFixed(2)) ?? ['', '', '']),
    ...FIGURE_IDS.map((id) => rounded(measured?.figures[id], FIGURES[id].digits)),
    verdict?.level ?? '',
    verdict?.doubts.map(({ kind }) => kind).join(' ') ?? '',
    String(pieces?.kept ?? ''),
    Object.entries(row.edits ?? {})
      .map(([tool, count]) => `${tool}:${count}`)
      .join(' '),
    row.fromFile?.file ?? '',
  ];
}

function rounded(value: number | undefined, digits: number): string {
  return value === undefined ? '' : String(Number(value.toPrecision(digits)));
}

function yesNo(is: boolean | undefined): string {
  if (is === undefined) return '';
  return is ? 'yes' : 'no';
}

function ends(box: Measurement['box'], decimals: number): readonly string[] {
  if (!box) return ['', '', '', '', '', ''];
  return [...box.from, ...box.to].map((value) => value.toFixed(decimals));
}

/** What a spreadsheet would run as a formula is made text; text that is safe already stays as it is. */
export function harmless(cell: string): string {
  return /^[=@+\t\r]/.test(cell) || /^-\D/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  const text = harmless(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
