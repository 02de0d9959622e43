import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { microFile } from '#testing/micro-checkpoint.ts';
import { storedZip } from '#testing/stored-zip.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { Refusal } from './refusal.ts';
import { blobSource } from './source.ts';

async function isHarmless(bytes: Uint8Array): Promise<boolean> {
  try {
    await openCheckpoint(blobSource('x', new Blob([new Uint8Array(bytes)])));
    return true;
  } catch (error) {
    return error instanceof Refusal || error instanceof AppError;
  }
}

/** The instructions of a pickle, so that more than the first is run. */
const INSTRUCTIONS = [...'N(]})tl2.0qhKMJGXRcQbasedu\x85\x86\x87\x88\x89\x8a\x8c\x90\x91\x93\x94'].map(
  (code) => code.charCodeAt(0),
);

test('any pickle is harmless', async () => {
  const code = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...INSTRUCTIONS) },
    { weight: 1, arbitrary: fc.nat(255) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(code, { maxLength: 120 }), async (codes) => {
      const index = Uint8Array.of(0x80, 2, ...codes, 0x2e);
      expect(await isHarmless(storedZip([['archive/data.pkl', index]]))).toBe(true);
    }),
    { seed: 1, numRuns: 400 },
  );
});

test('any header of a .safetensors is harmless', async () => {
  const tensor = fc.record(
    {
      dtype: fc.oneof(fc.constantFrom('F32', 'F16', 'I64'), fc.string({ maxLength: 9 })),
      shape: fc.oneof(fc.array(fc.integer({ min: -2, max: 5 }), { maxLength: 4 }), fc.jsonValue()),
      data_offsets: fc.oneof(fc.tuple(fc.integer(), fc.integer()), fc.constant([0, 16]), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string({ maxLength: 12 }), fc.oneof(tensor, fc.jsonValue())),
      async (header) => {
        const json = new TextEncoder().encode(JSON.stringify(header));
        const bytes = new Uint8Array(8 + json.length + 16);
        new DataView(bytes.buffer).setUint32(0, json.length, true);
        bytes.set(json, 8);
        expect(await isHarmless(bytes)).toBe(true);
      },
    ),
    { seed: 2, numRuns: 200 },
  );
});

test('any bytes of a checkpoint’s directory set to anything are harmless', async () => {
  const sound = microFile('micro.ckpt');
  const at = fc.nat(20_000).map((back) => sound.length - 1 - back);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 5 }), async (edits) => {
      const bytes = sound.slice();
      for (const [place, value] of edits) bytes[place] = value;
      expect(await isHarmless(bytes)).toBe(true);
    }),
    { seed: 3, numRuns: 60 },
  );
});
