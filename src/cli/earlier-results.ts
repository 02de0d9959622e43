import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EXPORTS } from '#results/exports.ts';
import { outputNames } from '#results/file-names.ts';
import { migrateReport } from '#results/migrate-report.ts';
import type { Report } from '#results/report-schema.ts';

/** What an earlier run wrote. */
export interface EarlierResults {
  /** Names of its files, of those that are still there. */
  readonly files: readonly string[];
  /** Name of the scan that it was about. */
  readonly scan: string;
  readonly createdAt: string;
}

/** What an earlier run wrote in `folder` under names that begin with `stem`; undefined where there is no whole report of one. */
export function earlierResults(folder: string, stem: string): EarlierResults | undefined {
  const report = readReport(join(folder, outputNames(stem).report));
  if (!report) return undefined;
  const named = new Set([outputNames(stem).report, ...unlisted(report, stem), ...report.files]);
  return {
    files: [...named].filter((file) => isOurs(file, stem) && existsSync(join(folder, file))),
    scan: report.scan.file,
    createdAt: report.createdAt,
  };
}

/**
 * Gives a report that is cut short, damaged or no report another name, so that neither is it overwritten nor does it stand in
 * the way. That name; undefined where there is none such.
 */
export function setAsideDamagedReport(folder: string, stem: string): string | undefined {
  const { report } = outputNames(stem);
  if (!existsSync(join(folder, report)) || readReport(join(folder, report))) return undefined;
  const aside = freeName(folder, (n) => `${stem}_report.unreadable${n}.json`);
  renameSync(join(folder, report), join(folder, aside));
  return aside;
}

/** Moves them into a folder of their own, whose name is the answer. */
export function moveAside(folder: string, stem: string, { files, createdAt }: EarlierResults): string {
  const time = createdAt.replace(/\D/g, '').slice(0, 17);
  const aside = freeName(folder, (n) => `${stem}_${time}${n}`);
  mkdirSync(join(folder, aside));
  for (const file of files) renameSync(join(folder, file), join(folder, aside, file));
  return aside;
}

/** The first name that nothing in `folder` has, numbered from the second on. */
function freeName(folder: string, name: (number: string) => string): string {
  for (let n = 1; ; n++) {
    const candidate = name(n === 1 ? '' : `-${n}`);
    if (!existsSync(join(folder, candidate))) return candidate;
  }
}

/** A report may have been made to mislead: it says nothing of files elsewhere, or of another scan's. */
function isOurs(file: string, stem: string): boolean {
  return file === basename(file) && file.startsWith(`${stem}_`);
}

/** Those that the terminal wrote with a report of format 1, which did not list them. */
function unlisted({ files, app, formatOfFile }: ReadReport, stem: string): readonly string[] {
  const { labels } = outputNames(stem);
  const table = `${stem}${EXPORTS.table.ending}`;
  return formatOfFile === 1 && app.version !== null && !files.includes(labels) ? [labels, table] : [];
}

type ReadReport = Report & { readonly formatOfFile: unknown };

function readReport(path: string): ReadReport | undefined {
  try {
    const json = JSON.parse(readFileSync(path, 'utf8')) as { readonly formatVersion?: unknown } | null;
    const report = migrateReport(json);
    return report && { ...report, formatOfFile: json?.formatVersion };
  } catch {
    return undefined;
  }
}
