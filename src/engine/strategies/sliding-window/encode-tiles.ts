import { bytesOfTensors, takeBackTensors } from '#engine/device-tensors.ts';
import type { PackSessions } from '#engine/pack-sessions.ts';
import { breathe } from '#engine/queue.ts';
import type { EncodedVolume, Features } from './encoded-volume.ts';

export interface EncodeJob {
  readonly sessions: PackSessions;
  /** Bytes that features may take on the device; further ones come back into memory. */
  readonly deviceBytes: number;
  readonly report: (done: number, total: number) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * What the image encoder says of each tile of a volume; only of those that it was not asked about before. Cancelled, the volume keeps
 * what has been said, for the next call; where it fails nothing is kept.
 */
export async function encodeTiles(volume: EncodedVolume, job: EncodeJob): Promise<Features> {
  const { tiles, input } = volume.prepared;
  const { encoded } = volume;
  let room = job.deviceBytes - volume.deviceBytes;
  try {
    for (const tile of tiles.slice(encoded.length)) {
      job.report(encoded.length, tiles.length);
      await breathe(job.signal);
      const image = input(tile);
      const seen = image && (await job.sessions.runKept('imageEncoder', { image }));
      const bytes = bytesOfTensors(seen ?? {}, 'on-device');
      encoded.push(seen && bytes > room ? await takeBackTensors(seen) : seen);
      if (bytes <= room) room -= bytes;
    }
    await breathe(job.signal);
  } catch (error) {
    if (!job.signal?.aborted) volume.drop();
    throw error;
  }
  job.report(tiles.length, tiles.length);
  return encoded;
}
