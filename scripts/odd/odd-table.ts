import { markdownTable } from '#cli/markdown-table.ts';
import type { Row } from './odd.ts';

const sum = (rows: readonly Row[], value: (row: Row) => number) =>
  rows.reduce((total, row) => total + value(row), 0);
const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

/** What is answered as found, once the check has spoken. */
const found = ({ doubt, seen }: Row) => (doubt ? 0 : seen);

/** By what was done to the scans: how much is found, with the check and without it. */
export function oddTable(rows: readonly Row[]): string {
  const line = (name: string, some: readonly Row[]) => {
    const asked = sum(some, ({ asked }) => asked);
    const refused = some.filter(({ doubt }) => doubt).length;
    return [
      name,
      String(some.length),
      String(refused),
      percent(
        sum(some, ({ seen }) => seen),
        asked,
      ),
      percent(sum(some, found), asked),
    ];
  };
  const lines = [true, false].flatMap((isOdd) => {
    const part = rows.filter((row) => row.isOdd === isOdd);
    const kinds = [...new Set(part.map(({ kind }) => kind))];
    const each = kinds.map((kind) =>
      line(
        kind,
        part.filter((row) => row.kind === kind),
      ),
    );
    return part.length === 0 ? [] : [...each, line(isOdd ? '**all odd ones**' : '**all true ones**', part)];
  });
  const head = ['scan', 'scans', 'refused', 'found without the check', 'found'];
  return markdownTable(head, lines);
}
