import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aSession, look, packed, packer } from '#testing/a-session.ts';
import { foundObject } from '#testing/findings.ts';
import { originsOf } from './comparison.ts';
import type { FindingId } from './finding.ts';
import type { Session } from './session.ts';
import { isSession, readSession, writeSession } from './session-file.ts';

test('a session is read as it was written', async () => {
  const session = await aSession();
  const bytes = await writeSession(session, packer);
  expect(isSession(bytes)).toBe(true);
  expect(await readSession(bytes, packer)).toEqual(session);
});

test('a session of the first version is read: nothing was said of what is asked about, and nothing compared', async () => {
  const file = new URL('../testing/fixtures/sessions/version-1.parse3d', import.meta.url);
  const bytes = Uint8Array.from(readFileSync(file));
  const { comparison: _, ...session } = await aSession();
  const { bodyPart: _part, ...scan } = session.scan;
  expect(await readSession(bytes, packer)).toEqual({ ...session, scan, asked: {} });
});

test('a session of the second version is read: the part of the body that was said with what is asked is the scan’s', async () => {
  const file = new URL('../testing/fixtures/sessions/version-2.parse3d', import.meta.url);
  expect(await readSession(Uint8Array.from(readFileSync(file)), packer)).toEqual(await aSession());
});

test('files whose names are not kept stay apart', async () => {
  const session = await aSession();
  const from = (file: string, label: number) => ({ file, label, name: undefined, fit: 'exact' }) as const;
  const findings = [from('Doe.nii', 1), from('Jane.nii', 2), from('Doe.nii', 3)].map((fromFile, n) =>
    foundObject(`o${n}`, { id: `o${n}` as FindingId, labelId: n + 1, fromFile }),
  );
  const given = { ...session, findings, masks: [] };
  const once = await readSession(await writeSession(given, packer), packer);
  const places = (list: Session['findings']) =>
    originsOf(list).map(({ members }) => members.map(({ id }) => id));
  expect(places(once.findings)).toEqual(places(findings));
  expect(JSON.stringify(once)).not.toMatch(/Doe|Jane/);
  const twice = await readSession(await writeSession(once, packer), packer);
  expect(twice).toEqual(once);
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
