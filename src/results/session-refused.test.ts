import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { aSession, packer } from '#testing/a-session.ts';
import { foundObject } from '#testing/findings.ts';
import { readSession, writeSession } from './session-file.ts';

/** A session, or a refusal by a code of ours. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    await readSession(bytes, packer);
    return 'read';
  } catch (error) {
    return error instanceof AppError ? error.code : `threw ${error}`;
  }
}

test('a file that is cut short, longer or altered at its head is refused with a sentence, whatever the place', async () => {
  const bytes = await writeSession(await aSession(), packer);
  for (let length = 0; length < bytes.length; length += 7) {
    expect(await outcome(bytes.subarray(0, length))).toBe('session-damaged');
  }
  expect(await outcome(Uint8Array.from([...bytes, 0]))).toBe('session-damaged');
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const altered = bytes.slice();
      altered[at] = (altered[at] ?? 0) ^ flip;
      expect(['read', 'session-damaged', 'session-newer']).toContain(await outcome(altered));
    }),
    { numRuns: 200 },
  );
});

/** The bytes of a session whose JSON was changed. */
async function bent(change: (head: Record<string, unknown>) => unknown): Promise<Uint8Array> {
  const bytes = await writeSession(await aSession(), packer);
  const numbers = new DataView(bytes.buffer);
  const [packedLength, length] = [numbers.getUint32(12, true), numbers.getUint32(16, true)];
  const json = await packer.unpack(bytes.subarray(20, 20 + packedLength), length);
  const head = JSON.parse(new TextDecoder().decode(json));
  const text = new TextEncoder().encode(JSON.stringify(change(head) ?? head));
  const again = await packer.pack(text);
  const blobs = bytes.subarray(20 + packedLength);
  const out = new Uint8Array(20 + again.length + blobs.length);
  out.set(bytes.subarray(0, 12));
  new DataView(out.buffer).setUint32(12, again.length, true);
  new DataView(out.buffer).setUint32(16, text.length, true);
  out.set(again, 20);
  out.set(blobs, 20 + again.length);
  return out;
}

// biome-ignore lint/suspicious/noExplicitAny: it is bent in ways that no type allows.
type Loose = any;

/** The first finding of a head, or the first mask, to be changed in place. */
function first(head: Loose, list: 'findings' | 'masks'): Loose {
  const [one] = head[list] as object[];
  if (!one) throw new Error(`no ${list}`);
  return one;
}

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

test.each<readonly [string, (head: Loose) => unknown]>([
  ['no object', () => 'a session'],
  ['another format', (head) => ({ ...head, format: 'parse3d-report' })],
  ['a field more', (head) => ({ ...head, more: 1 })],
  ['an older version’s number within', (head) => ({ ...head, formatVersion: 1 })],
  [
    'a region beyond the scan',
    (head) => ({ ...head, asked: { region: { from: [0, 0, 0], to: [8, 6, 5] } } }),
  ],
  ['a part of no body', (head) => ({ ...head, asked: { part: 'wing' } })],
  ['no scan', (head) => ({ ...head, scan: undefined })],
  [
    'a content hash that is a path',
    (head) => ({ ...head, scan: { ...(head['scan'] as object), id: '../../secret' } }),
  ],
  [
    'two findings of one id',
    (head) => ({ ...head, findings: [...(head['findings'] as []), (head['findings'] as unknown[])[0]] }),
  ],
  [
    'a label of two objects',
    (head) => {
      for (const each of head['findings'] as { labelId?: number }[]) if (each.labelId) each.labelId = 3;
    },
  ],
  [
    'a threshold beyond 1',
    (head) => {
      first(head, 'findings').threshold = 1.5;
    },
  ],
  [
    'a device for a reason that nobody knows',
    (head) => {
      first(head, 'findings').source.device.reason = {
        kind: 'toString',
      };
    },
  ],
  [
    'a number that no scan has',
    (head) => {
      first(head, 'findings').measurement.volumeMl = 1e300;
    },
  ],
  [
    'a field that lies very deep',
    (head) => {
      first(head, 'findings').more = nested(200);
    },
  ],
  [
    'a mask of no finding',
    (head) => {
      first(head, 'masks').finding = 'nobody';
    },
  ],
  [
    'a mask of what was not found',
    (head) => {
      first(head, 'masks').finding = 'bladder';
    },
  ],
  [
    'two masks of one finding',
    (head) => {
      (head['masks'] as { finding: string }[]).forEach((each) => {
        each.finding = 'liver';
      });
    },
  ],
  [
    'a mask beyond the scan',
    (head) => {
      first(head, 'masks').base.box = { from: [0, 0, 0], to: [8, 1, 1] };
    },
  ],
  [
    'a box the wrong way round',
    (head) => {
      first(head, 'masks').base.box = { from: [3, 0, 0], to: [1, 1, 1] };
    },
  ],
  [
    'a part that is longer than the file',
    (head) => {
      first(head, 'masks').base.packed = 1e9;
    },
  ],
  ['a view of no kind', (head) => ({ ...head, look: { ...(head['look'] as object), body: 'yes' } })],
  ['too many masks', (head) => ({ ...head, masks: Array(10_001).fill((head['masks'] as unknown[])[0]) })],
])('with %s it is refused', async (_, change) => {
  expect(await outcome(await bent(change as never))).toBe('session-damaged');
});

test('a later format is told from damage', async () => {
  const bytes = await writeSession(await aSession(), packer);
  bytes[8] = 4;
  await expect(readSession(bytes, packer)).rejects.toMatchObject({
    code: 'session-newer',
    details: { version: 4 },
  });
});

test('what could not be read again is not written', async () => {
  const session = await aSession();
  const findings = [...session.findings, foundObject('liver', { labelId: 9 })];
  await expect(writeSession({ ...session, findings }, packer)).rejects.toMatchObject({
    code: 'session-damaged',
  });
});
