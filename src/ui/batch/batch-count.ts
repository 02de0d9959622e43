import type { Batch } from '#state/batch-slice.ts';

/** How many scans are over, well or not, of how many. */
export function batchCount({ scans }: Batch): { over: number; failed: number; of: number } {
  const over = scans.filter(({ state }) => state.at !== 'waiting' && state.at !== 'running').length;
  const failed = scans.filter(({ state }) => state.at === 'failed').length;
  return { over, failed, of: scans.length };
}
