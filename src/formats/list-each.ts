import { AppError, toWire } from '#errors.ts';
import type { FoundScan, ListOptions, ScanListing, SetApart } from './reader.ts';
import type { ScanContent } from './scan-content.ts';
import type { FoundSegmentation } from './segmentation.ts';

type Found = FoundScan | FoundSegmentation;

/** The listing of a format whose scans lie in one file each: what `look` refuses of a file is set apart, that file alone. */
export async function listEach(
  own: readonly ScanContent[],
  { signal, onProgress }: ListOptions,
  look: (content: ScanContent) => readonly Found[] | Promise<readonly Found[]>,
): Promise<ScanListing> {
  const [scans, segmentations, apart]: [FoundScan[], FoundSegmentation[], SetApart[]] = [[], [], []];
  for (const [n, content] of own.entries()) {
    signal?.throwIfAborted();
    try {
      for (const found of await look(content)) {
        if ('summary' in found) scans.push(found);
        else segmentations.push(found);
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      apart.push({ name: content.name, reason: toWire(error), count: 1 });
    }
    onProgress?.(n + 1, own.length);
  }
  return { scans, segmentations, apart };
}
