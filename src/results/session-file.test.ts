import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { pack, unpack } from '#sessions/zlib.ts';
import { foundObject, notFound, notUnderstood } from '#testing/findings.ts';
import type { FindingId } from './finding.ts';
import type { MarkId } from './mark.ts';
import type { Session } from './session.ts';
import { isSession, readSession, writeSession } from './session-file.ts';

const packer = { pack, unpack };
const SIZE = [7, 6, 5] as const;

const look: Session['look'] = {
  window: { low: -160, high: 240, preset: 'soft-tissue' },
  arrangement: {
    ...{ layout: 'row', large: 'axial', largeShare: 0.5, split: [0.5, 0.25] },
    mosaic: { plane: 'axial', step: 3 },
  },
  shown: { crosshair: false, boxes: true, legend: true },
  body: true,
  clip: { plane: 'coronal', depth: 0.4, isFlipped: true },
  crosshair: [1.5, -2, 1e-9],
  list: { order: 'name', isGrouped: true, openGroups: ['kidneys'], isTableShown: true },
  selected: 'liver',
};

const box = { from: [1, 1, 1], to: [4, 3, 3] } as const;
const packed = async (bytes: Uint8Array) => ({ box, packed: await packer.pack(bytes) });

async function aSession(): Promise<Session> {
  const bytes = Uint8Array.from({ length: 12 }, (_, n) => 20 * n);
  const liver = foundObject('liver', {
    components: { numbers: [2, 1], at: 0.35 },
    isRenamed: true,
    edits: { brush: 3, 'fill-holes': 1 },
    // What no scan of ours has, and JSON neither.
    measurement: {
      ...foundObject('liver').measurement,
      figures: { meanIntensity: Number.NaN, sdIntensity: -0 },
    },
  });
  const spleen = foundObject('spleen', { labelId: 7 });
  const slices = {
    ...{ text: 'spleen in CT', seed: '0', preset: 'Abdomen', axes: 'LAS', through: 'S' },
    ...{ low: -160, high: 240 },
    ...{ count: 5, looked: 3, there: 1, together: false, existenceThreshold: 0.5 },
    existence: [null, 0.25, 0.75, 0, null],
  };
  const region = { voxels: box, mm: { from: [Number.NEGATIVE_INFINITY, 0, 1], to: [1, 2, 3] } as const };
  return {
    ...{ savedAt: '2026-11-27T03:35:00.000Z', appVersion: '0.1.0' },
    scan: {
      ...{ id: '0123456789abcdef0123456789abcdef', size: [...SIZE], spacingMm: [0.7, 0.7, 5] },
      ...{ modality: 'MR', modalityIsGuess: false, turned: ['head-foot'] },
    },
    findings: [
      liver,
      { ...spleen, source: { ...spleen.source, slices, region } },
      notFound('bladder'),
      notUnderstood('qwert'),
    ],
    masks: [
      {
        ...{ finding: 'liver' as FindingId, level: 90, base: await packed(bytes) },
        edits: { ...(await packed(bytes.map((byte) => byte % 3))), slices: [[], [2, 3], []] },
        whole: { ...(await packed(bytes)), from: 0.04 },
      },
      { finding: 'spleen' as FindingId, level: 128, base: await packed(bytes.toReversed()) },
    ],
    marks: [
      {
        ...{ id: 'm' as MarkId, volumeId: 'scan' as never, view: 'axial', across: 2 },
        ...{
          kind: 'ellipse',
          points: [
            [1, 2, 3],
            [4, 5, 3],
          ],
        },
        ...{ areaMm2: 12.5, mean: Number.NaN, sd: Number.NaN, voxels: 0 },
      },
    ],
    look,
  };
}

test('a session is read as it was written', async () => {
  const session = await aSession();
  const bytes = await writeSession(session, packer);
  expect(isSession(bytes)).toBe(true);
  expect(await readSession(bytes, packer)).toEqual(session);
});

test('fields of a finding that are new to the schema come back', async () => {
  const session = await aSession();
  const finding = {
    ...foundObject('liver'),
    read: { from: 'labels', deep: [{ also: [1, null, 'x', undefined, 2] }] },
  };
  const more = { ...session, findings: [finding], masks: [], look: { ...look, selected: undefined } };
  expect((await readSession(await writeSession(more, packer), packer)).findings).toEqual([finding]);
});

test('an object from a file comes back without the name of the file', async () => {
  const session = await aSession();
  const fromFile = { file: 'Doe_Jane_1970.nii.gz', label: 3, name: 'Tumour', fit: 'exact' } as const;
  const finding = foundObject('tumour', { fromFile });
  const read = await readSession(
    await writeSession({ ...session, findings: [finding], masks: [] }, packer),
    packer,
  );
  expect(read.findings).toEqual([{ ...finding, fromFile: { ...fromFile, file: '' } }]);
});

test('any findings, masks and marks come back as they were', async () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 40 });
  const number = fc
    .oneof(fc.double(), fc.constant(-0), fc.integer())
    .filter((value) => !(Number.isFinite(value) && Math.abs(value) > 1e15));
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const object = fc.record({
    prompt: texts,
    title: texts,
    subject: texts,
    threshold: share,
    existence: share,
    opacity: share,
    visible: fc.boolean(),
    isChanged: fc.boolean(),
    color: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 }))),
    confidence: fc.option(
      fc.record({ meanProbability: number, expectedDice: number, firmMl: number, looseMl: number }),
      { nil: undefined },
    ),
  });
  const bytes = fc.uint8Array({ minLength: 12, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(object, bytes, fc.boolean()), { maxLength: 5 }), async (objects) => {
      const session = await aSession();
      const findings = objects.map(([fields], n) =>
        foundObject(`o${n}`, { ...(fields as object), id: `o${n}` as FindingId, labelId: n + 1 }),
      );
      const masks = await Promise.all(
        objects.map(async ([, data, isEdited], n) => ({
          ...{ finding: `o${n}` as FindingId, level: 1 + n, base: await packed(data) },
          ...(isEdited && {
            edits: { ...(await packed(data)), slices: [[n], [], [1, 2]] as [number[], number[], number[]] },
          }),
        })),
      );
      const given = { ...session, findings, masks };
      expect(await readSession(await writeSession(given, packer), packer)).toEqual(given);
    }),
    { numRuns: 60 },
  );
});

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
  bytes[8] = 2;
  await expect(readSession(bytes, packer)).rejects.toMatchObject({
    code: 'session-newer',
    details: { version: 2 },
  });
});

test('what could not be read again is not written', async () => {
  const session = await aSession();
  const findings = [...session.findings, foundObject('liver', { labelId: 9 })];
  await expect(writeSession({ ...session, findings }, packer)).rejects.toMatchObject({
    code: 'session-damaged',
  });
});
