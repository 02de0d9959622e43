import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '#cli/files.ts';
import { AppError } from '#errors.ts';
import { BATCH_HEAD, BATCH_TABLE, cellsOf, keyCells } from '#results/batch-table.ts';
import { EXPORTS } from '#results/exports.ts';
import { csvOf } from '#results/findings-csv.ts';
import type { Entry } from './ledger.ts';

/**
 * Writes one table of all scans of `folder`, from the table that each has: as the page’s batch does, in the order of their names, so that
 * it does not depend on which was ready first. Those whose table is gone are left out.
 * @throws AppError 'results-unwritable'.
 */
export function writeTableOfAll(folder: string, entries: readonly Entry[]): void {
  const path = join(folder, BATCH_TABLE);
  const part = `${path}.${process.pid}.part`;
  try {
    const file = openSync(part, 'w');
    try {
      writeSync(file, csvOf([BATCH_HEAD]));
      for (const entry of entries) writeSync(file, csvOf(rowsOf(folder, entry)));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } catch (cause) {
    rmSync(part, { force: true });
    throw new AppError('results-unwritable', { folder, reason: reasonOf(cause) }, { cause });
  }
}

function rowsOf(folder: string, { stem, modality, packs, request, scanId }: Entry) {
  const own = readOwn(join(folder, `${stem}${EXPORTS.table.ending}`));
  const key = {
    ...{ modality, request, scanId },
    model: packs.map(({ id }) => id).join(' '),
    modelVersion: packs.map(({ version }) => version).join(' '),
  };
  return own.map((cells) => [stem, ...cells, ...keyCells(key)]);
}

function readOwn(path: string): readonly (readonly string[])[] {
  try {
    return cellsOf(readFileSync(path, 'utf8')).slice(1);
  } catch {
    return [];
  }
}
