import { AppError } from '#errors.ts';
import { masksOfLabels } from '#volume/label-masks.ts';
import type { FoundScan } from './reader.ts';
import type { ReadOptions } from './scan-file.ts';
import { MOST_OBJECTS } from './segment-limits.ts';
import type { LabelName, RawSegmentation } from './segmentation.ts';

/**
 * The objects of a label map that was listed as a scan, named by what the file itself says, else by `beside`.
 * @throws AppError 'segmentation-values' where a value is no label, 'segmentation-many', and what the reader refuses.
 */
export async function labelSegments(
  found: FoundScan,
  beside: () => Promise<readonly LabelName[]>,
  options: ReadOptions,
): Promise<RawSegmentation> {
  const { name } = found;
  const raw = await found.read({ ...options, allocate: (bytes) => new ArrayBuffer(bytes) });
  options.signal?.throwIfAborted();
  const { grid, notices = [] } = raw;
  const labelled = masksOfLabels(grid, raw, MOST_OBJECTS);
  if ('broken' in labelled) throw new AppError('segmentation-values', { name, value: labelled.broken });
  if ('count' in labelled) {
    throw new AppError('segmentation-many', { name, count: labelled.count, most: MOST_OBJECTS });
  }
  const own = (await found.labelNames?.()) ?? [];
  const names = new Map((own.length > 0 ? own : await beside()).map((each) => [each.label, each]));
  return {
    grid,
    segments: [...labelled.masks].map(([label, mask]) => ({ ...names.get(label), label, mask })),
    notices,
  };
}
