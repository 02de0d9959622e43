import type { Modality } from '#volume/types.ts';
import type { Finding } from './finding.ts';
import { csvOf, FINDING_COLUMNS, findingCells, harmless } from './findings-csv.ts';

/** The name of the file. */
export const BATCH_TABLE = 'findings.csv';

/** What the answers about a scan follow from: with the same key they are the same. */
export interface BatchKey {
  readonly modality: Modality;
  readonly model: string;
  readonly modelVersion: string;
  /** The prompts as they were typed. */
  readonly request: string;
  /** Of the voxels and their grid; nothing of a header's texts is in it. */
  readonly scanId: string;
}

const KEY_COLUMNS: readonly string[] = ['modality', 'model', 'model_version', 'request', 'scan_id'];
/** The names of its columns. */
export const BATCH_HEAD: readonly string[] = ['scan', ...FINDING_COLUMNS, ...KEY_COLUMNS];

type Row = readonly string[];

/** The answers about many scans as one CSV: the columns of a scan's own table behind its name, and what they follow from. */
export class BatchTable {
  #rows: readonly Row[];

  constructor(rows: readonly Row[] = []) {
    this.#rows = rows;
  }

  /** What `toString` has written before; undefined for any other text. */
  static read(text: string): BatchTable | undefined {
    const [head, ...rows] = cellsOf(text);
    const isWhole = rows.every(({ length }) => length === BATCH_HEAD.length);
    return head?.join() === BATCH_HEAD.join() && isWhole ? new BatchTable(rows) : undefined;
  }

  /** Whether there are lines of a scan whose files begin with `stem`. */
  knows(stem: string): boolean {
    return this.#rows.some(([scan]) => scan === harmless(stem));
  }

  /** Whether these lines are there, and follow from `key`. */
  holds(stem: string, key: BatchKey): boolean {
    const own = this.#rows.filter(([scan]) => scan === harmless(stem));
    const wanted = keyCells(key).join('\n');
    return own.length > 0 && own.every((row) => row.slice(-KEY_COLUMNS.length).join('\n') === wanted);
  }

  /** With lines for the scan at the end, in place of those that it had. */
  with(stem: string, key: BatchKey, findings: readonly Finding[]): BatchTable {
    const others = this.#rows.filter(([scan]) => scan !== harmless(stem));
    const own = findingCells(findings).map((cells) => [stem, ...cells].map(harmless).concat(keyCells(key)));
    return new BatchTable([...others, ...own]);
  }

  toString(): string {
    return csvOf([BATCH_HEAD, ...this.#rows]);
  }
}

/** What answers follow from, as the last cells of their lines. */
export function keyCells({ modality, model, modelVersion, request, scanId }: BatchKey): Row {
  return [modality, model, modelVersion, request, scanId].map(harmless);
}

/** The cells of a CSV (RFC 4180), line by line. */
export function cellsOf(text: string): readonly Row[] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    if (line.length > 1) lines.push(line);
    line = [];
  }
  return lines;
}
