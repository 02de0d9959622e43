import { Inflate } from 'fflate';
import { AppError } from '#errors.ts';
import { InflateWindow } from '#formats/inflate-window.ts';
import type { ScanContent } from '#formats/scan-content.ts';

const STEP = 32 << 10;
/** Deflate cannot pack tighter than this. */
const MAX_RATIO = 1032;

/** What is packed in `content` from byte `from` on, without a header of its own: deflated DICOM. */
export function inflatedRest(content: ScanContent, from: number): ScanContent {
  const { name, folder, head } = content;
  const into = async (target: Uint8Array, offset: number): Promise<number> => {
    // Taken whole, for it is one slice or one scan, and not kept: there may be thousands.
    const bytes = (await content.start(Number.MAX_SAFE_INTEGER)).subarray(from);
    const window = new InflateWindow(target, offset);
    const stream = new Inflate((chunk) => window.take(chunk));
    try {
      for (let at = 0; at < bytes.length && !window.isFull; at += STEP) {
        stream.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
      }
    } catch (cause) {
      if (!window.isFull) throw new AppError('dicom-damaged', { name, fault: 'unpackable' }, { cause });
    }
    return window.inflated - offset;
  };
  return {
    name,
    folder,
    head,
    mayHold: (bytes) => content.mayHold(from + Math.ceil(bytes / MAX_RATIO)),
    start: async (length) => {
      const target = new Uint8Array(length);
      return target.subarray(0, Math.max(0, await into(target, 0)));
    },
    fill: async (target, offset, { signal }) => {
      signal?.throwIfAborted();
      if ((await into(target, offset)) < target.length) {
        throw new AppError('file-truncated', { name, reason: 'fewer pixels than announced' });
      }
      return [];
    },
  };
}
