import type { FindingRow } from './finding-rows.ts';
import type { VerdictLevel } from './verdict.ts';

/** What the table of answers can be put in order by; sides by where the box begins. */
export const TABLE_COLUMNS = [
  'name',
  'volume',
  'surface',
  'diameter',
  'verdict',
  'right',
  'anterior',
  'superior',
] as const;
export type TableColumn = (typeof TABLE_COLUMNS)[number];

export interface TableOrder {
  readonly column: TableColumn;
  readonly isDescending: boolean;
}

const AXIS = { right: 0, anterior: 1, superior: 2 } as const;
const GRAVITY: Readonly<Record<VerdictLevel, number>> = { sure: 0, check: 1, doubtful: 2 };

/** `rows` in order; what has no value in that column comes last, whichever way. */
export function orderRows(
  rows: readonly FindingRow[],
  { column, isDescending }: TableOrder,
): readonly FindingRow[] {
  const keys = new Map(rows.map((row) => [row, keyOf(row, column)]));
  return rows.toSorted((a, b) => {
    const [one, other] = [keys.get(a), keys.get(b)];
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined);
    const compared = compare(one, other);
    return isDescending ? -compared : compared;
  });
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'en', { numeric: true });
}

function keyOf(
  { name, answer, measurement, verdict }: FindingRow,
  column: TableColumn,
): string | number | undefined {
  if (column === 'name') return name;
  if (answer !== 'found') return undefined;
  if (column === 'volume') return measurement?.volumeMl;
  if (column === 'surface') return measurement?.figures.surfaceMm2;
  if (column === 'diameter') return measurement?.figures.longestDiameterMm;
  if (column === 'verdict') return GRAVITY[verdict?.level ?? 'sure'];
  return measurement?.boxMm?.from[AXIS[column]];
}
