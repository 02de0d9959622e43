import { bytesOfTensors, disposeTensors, takeBackTensors } from '#engine/device-tensors.ts';
import type { PackSessions } from '#engine/pack-sessions.ts';
import { breathe } from '#engine/queue.ts';
import type { Feeds } from '#engine/runtime.ts';
import type { Prepared } from '#model/preprocess.ts';
import type { Features } from './encoded-volume.ts';

export interface EncodeJob {
  readonly prepared: Pick<Prepared, 'tiles' | 'input'>;
  readonly sessions: PackSessions;
  /** Bytes that features may take on the device; further ones come back into memory. */
  readonly deviceBytes: number;
  readonly report: (done: number, total: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** What the image encoder says of each tile. Where it fails or is cancelled the device keeps nothing of it. */
export async function encodeTiles(job: EncodeJob): Promise<Features> {
  const { tiles, input } = job.prepared;
  const features: (Feeds | undefined)[] = [];
  let room = job.deviceBytes;
  try {
    for (const tile of tiles) {
      job.report(features.length, tiles.length);
      await breathe(job.signal);
      const image = input(tile);
      const seen = image && (await job.sessions.runKept('imageEncoder', { image }));
      const bytes = bytesOfTensors(seen ?? {}, 'on-device');
      features.push(seen && bytes > room ? await takeBackTensors(seen) : seen);
      if (bytes <= room) room -= bytes;
    }
    await breathe(job.signal);
  } catch (error) {
    for (const seen of features) disposeTensors(seen);
    throw error;
  }
  job.report(tiles.length, tiles.length);
  return features;
}
