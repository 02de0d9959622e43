import type { Finding, FindingId } from './finding.ts';
import { findingRows } from './finding-rows.ts';
import { FINDING_COLUMNS, findingCells, harmless } from './findings-csv.ts';

/** The answers in the order of `ids`, in the columns of the CSV, to be pasted into a spreadsheet: cells part at tabs. */
export function findingsTsv(findings: readonly Finding[], ids: readonly FindingId[]): string {
  const cells = findingCells(findings);
  const lines = new Map(findingRows(findings).map(({ id }, n) => [id, cells[n] ?? []]));
  const all = [FINDING_COLUMNS, ...ids.flatMap((id) => [lines.get(id) ?? []])];
  return all.map((line) => `${line.map(cell).join('\t')}\n`).join('');
}

/** A tab or a line break would begin another cell or line. */
function cell(text: string): string {
  return harmless(text.replace(/[\t\r\n]+/g, ' '));
}
