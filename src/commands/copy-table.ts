import { AppError, toWire } from '#errors.ts';
import type { FindingId } from '#results/finding.ts';
import { findingsTsv } from '#results/findings-tsv.ts';
import type { App } from './app.ts';

/** Copies the answers as a table, in the order of `ids`. Whether the browser took it. */
export async function copyTable(
  { store, copy }: Pick<App, 'store' | 'copy'>,
  ids: readonly FindingId[],
): Promise<boolean> {
  try {
    await copy(findingsTsv(store.getState().findings, ids));
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.name : String(error);
    store.getState().noticeRaised(toWire(new AppError('copy-refused', { reason })));
    return false;
  }
}
