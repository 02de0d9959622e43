import { expect, test } from 'vitest';
import { nothingPrepared } from '#model/preprocess.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { besideOf } from '#volume/patient-box.ts';
import type { Grid } from '#volume/types.ts';
import { EncodedVolume } from './encoded-volume.ts';

test('what lies on the device counts as what lies in memory does, until it is dropped', () => {
  const volume = ballVolume(BALL_GRIDS['along the patient'] as Grid);
  const kept = new EncodedVolume(volume, nothingPrepared(volume.grid), besideOf(volume));
  const before = kept.bytes;
  let disposed = 0;
  const onDevice = {
    dims: [25],
    bytes: 100,
    takeBack: () => Promise.reject(new Error('not asked for')),
    dispose: () => void disposed++,
  };
  kept.encoded.push({ onDevice, inMemory: { dims: [5], data: new Float32Array(5) } }, undefined, {
    onDevice,
  });
  expect(kept.bytes - before).toBe(220);
  expect(kept.deviceBytes).toBe(200);
  kept.drop();
  expect([kept.bytes, kept.deviceBytes, disposed]).toEqual([before, 0, 2]);
});
