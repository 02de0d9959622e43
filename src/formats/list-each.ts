import { AppError, toWire } from '#errors.ts';
import type { FoundScan, ListOptions, ScanListing, SetApart } from './reader.ts';
import type { ScanContent } from './scan-content.ts';

/** The listing of a format whose scans lie in one file each: what `look` refuses of a file is set apart, that file alone. */
export async function listEach(
  own: readonly ScanContent[],
  { signal, onProgress }: ListOptions,
  look: (content: ScanContent) => readonly FoundScan[] | Promise<readonly FoundScan[]>,
): Promise<ScanListing> {
  const [scans, apart]: [FoundScan[], SetApart[]] = [[], []];
  for (const [n, content] of own.entries()) {
    signal?.throwIfAborted();
    try {
      scans.push(...(await look(content)));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      apart.push({ name: content.name, reason: toWire(error), count: 1 });
    }
    onProgress?.(n + 1, own.length);
  }
  return { scans, apart };
}
