import type { Mask } from '#volume/types.ts';
import type { Finding, FindingId } from './finding.ts';
import { findingsCsv } from './findings-csv.ts';

/** What an export may tell of. */
export interface ExportFacts {
  readonly findings: readonly Finding[];
  readonly maskOf: (id: FindingId) => Mask | undefined;
}

/** A file of text made of the answers to one scan. README.md says what is asked of it. */
interface Export {
  /** Of the file's name, behind the scan's: `_findings.csv`. */
  readonly ending: string;
  /** MIME. */
  readonly type: string;
  readonly write: (facts: ExportFacts) => string;
}

/** The page has a button for each, the terminal writes those that it is asked for. */
export const EXPORTS = {
  table: { ending: '_findings.csv', type: 'text/csv', write: ({ findings }) => findingsCsv(findings) },
} as const satisfies Readonly<Record<string, Export>>;

export type ExportId = keyof typeof EXPORTS;

export const EXPORT_IDS = Object.keys(EXPORTS) as readonly ExportId[];
