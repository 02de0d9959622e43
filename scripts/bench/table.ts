import { type Bar, barsOf } from './bars.ts';
import type { Place, Results } from './measurement.ts';
import { type Row, rowsOf } from './rows.ts';
import type { Summary } from './statistics.ts';

const PLACES: Readonly<Record<Place, string>> = {
  node: 'terminal',
  stub: 'page, drawing takes no time',
  software: 'page, drawn by the processor',
};

/** The results in Markdown: what they were measured on, the aims, and every row. */
export function markdown({ facts, measurements }: Results): string {
  const { versions } = facts;
  const scans =
    facts.scans === 'CT' ? 'scans made of real CTs' : 'scans made of the phantom: no CT was there';
  const rows = rowsOf(measurements, versions);
  const titleOf = ({ slices, place }: Row) => `${slices} slices, ${PLACES[place]}`;
  const groups = [...new Set(rows.map(titleOf))].map((title) => ({
    title,
    rows: rows.filter((row) => titleOf(row) === title),
  }));
  return [
    `${facts.date}, ${facts.processors} processors, Node ${facts.node}, Chromium ${facts.chromium}, ${scans}.`,
    `Before: ${versions.before ?? '–'}; after: ${versions.after}. Median (smallest to largest) of the runs.`,
    '',
    ...barTable(barsOf(measurements, versions)),
    ...groups.flatMap(({ title, rows: own }) => ['', `**${title}**`, '', ...rowTable(own)]),
    '',
  ].join('\n');
}

function barTable(bars: readonly Bar[]): readonly string[] {
  if (bars.length === 0) return ['No aim was measured.'];
  return [
    '| aim | at most | before | after | |',
    '|---|--:|--:|--:|---|',
    ...bars.map(
      ({ title, most, unit, before, after, isMet }) =>
        `| ${title} | ${shown(most, unit)} | ${shown(before, unit)} | ${shown(after, unit)} | ${verdict(isMet)} |`,
    ),
  ];
}

function verdict(isMet: boolean | undefined): string {
  if (isMet === undefined) return 'not measured';
  return isMet ? 'met' : '**missed**';
}

function rowTable(rows: readonly Row[]): readonly string[] {
  return [
    '| | before | after | after / before |',
    '|---|--:|--:|--:|',
    ...rows.map(({ title, unit, before, after }) => {
      const ratio = before && after && before.median > 0 ? after.median / before.median : undefined;
      return `| ${title} | ${spread(before, unit)} | ${spread(after, unit)} | ${shown(ratio, '×')} |`;
    }),
  ];
}

function spread(value: Summary | undefined, unit: Row['unit']): string {
  if (!value) return '–';
  const { median, low, high, runs } = value;
  if (runs === 1) return shown(median, unit);
  return `${shown(median, unit)} (${number(low, unit)} to ${number(high, unit)})`;
}

function shown(value: number | undefined, unit: Bar['unit']): string {
  if (value === undefined) return '–';
  if (unit === 'n') return number(value, unit);
  return unit === '×' ? `${number(value, unit)} ×` : `${number(value, unit)} ${unit}`;
}

function number(value: number, unit: Bar['unit']): string {
  switch (unit) {
    case 'n':
      return String(value);
    case '%':
      return (100 * value).toFixed(0);
    case 'GB':
      return (value / 1e9).toFixed(2);
    default:
      return value.toPrecision(value < 100 ? 2 : 3);
  }
}
