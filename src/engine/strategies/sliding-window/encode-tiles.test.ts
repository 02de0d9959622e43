import { expect, test } from 'vitest';
import type { PackSessions } from '#engine/pack-sessions.ts';
import { encodeTiles } from './encode-tiles.ts';
import type { EncodedVolume } from './encoded-volume.ts';

/** A signal that is aborted by a message, as a cancel comes to a worker: only a thread that pauses hears of it. */
function cancelledByMessage() {
  const controller = new AbortController();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    controller.abort(new Error('cancelled'));
    port1.close();
  };
  return { signal: controller.signal, send: () => port2.postMessage(undefined) };
}

/** Four tiles, of which an encoder that never waits for anything says nothing. */
function fourTiles(onRun: (nth: number) => void) {
  const encoded: unknown[] = [];
  const volume = {
    prepared: { tiles: [0, 1, 2, 3], input: () => ({}) },
    ...{ encoded, deviceBytes: 0, drop: () => encoded.splice(0) },
  } as unknown as EncodedVolume;
  const sessions = {
    runKept: async () => {
      onRun(encoded.length);
      return {};
    },
  } as unknown as PackSessions;
  return { volume, encoded, sessions };
}

test('a cancel that comes while a tile is encoded is heard before the next one, and what has been said is kept', async () => {
  const { signal, send } = cancelledByMessage();
  const runs: number[] = [];
  const { volume, encoded, sessions } = fourTiles((nth) => {
    runs.push(nth);
    if (nth === 1) send();
  });
  const job = { sessions, deviceBytes: 0, report: () => {}, signal };
  await expect(encodeTiles(volume, job)).rejects.toThrow('cancelled');
  expect(runs).toEqual([0, 1]);
  expect(encoded).toHaveLength(2);
  await encodeTiles(volume, { ...job, signal: undefined });
  expect(runs).toEqual([0, 1, 2, 3]);
});
