import { expect, test } from 'vitest';
import { adjustOutline, restoreOutline } from '#commands/adjust-outline.ts';
import { chooseAnswer } from '#commands/ask-person.ts';
import { drawNewObject, stopEditing } from '#commands/edit/start-editing.ts';
import { exportLabelMap } from '#commands/export-findings.ts';
import { keepPiece } from '#commands/keep-pieces.ts';
import { openVolume } from '#commands/open-volume.ts';
import { renameFinding } from '#commands/rename-finding.ts';
import { saveResults } from '#commands/save-results.ts';
import { segment } from '#commands/segment.ts';
import { stateModality } from '#commands/state-modality.ts';
import { takeFiles } from '#commands/take-files.ts';
import { turnScan } from '#commands/turn-scan.ts';
import { hasUnsaved } from '#commands/unsaved.ts';
import type { FoundObject } from '#results/finding.ts';
import type { Mark, MarkId } from '#results/mark.ts';
import { fakeApp, type Saved, scanFile } from '#testing/fake-app.ts';
import { ADDED, REMOVED } from '#volume/edit/edits.ts';
import { openSession } from './open-session.ts';

type Fake = ReturnType<typeof fakeApp>;

const RAMP = Int16Array.from({ length: 24 }, (_, n) => (n % 4 === 3 ? -200 : 10 * n - 60));

const object = ({ state }: Fake, title: string): FoundObject => {
  const finding = state().findings.find((each) => each.title === title);
  if (finding?.kind !== 'found') throw new Error(`no ${title}`);
  return finding;
};

const mark = (volumeId: string): Mark => ({
  ...{ id: 'ruler 1' as MarkId, volumeId: volumeId as never, view: 'axial', across: 2 },
  ...{
    points: [
      [30, -20, 10],
      [24, -20, 10],
    ],
    kind: 'ruler',
    lengthMm: 6,
  },
});

/** A scan with two objects, one of them edited, renamed and faded, one drawn by hand, a mark, and views of one's own. */
async function worked(): Promise<Fake> {
  const fake = fakeApp();
  const { app, state } = fake;
  await openVolume(app, scanFile('a.nii', RAMP));
  await segment(app, 'liver, spleen, qwertz');
  const liver = object(fake, 'liver');
  renameFinding(app, liver.id, 'my liver');
  state().findingAltered(liver.id, { opacity: 0.25, color: [1, 2, 3], visible: false });
  app.voxels.drawEdits(
    liver.id,
    { box: { from: [1, 0, 0], to: [3, 1, 1] }, data: Uint8Array.from([ADDED, REMOVED]) },
    true,
  );
  state().findingEdited(liver.id, { edits: { brush: 1, erase: 1 }, isChanged: true });
  drawNewObject(app, 'by hand');
  stopEditing(app);
  state().markAdded(mark(state().volume.at === 'ready' ? (app.voxels.scan()?.volume.id ?? '') : ''));
  state().shownChosen({ legend: true, crosshair: false });
  state().listOrdered('volume');
  return fake;
}

async function saved(fake: Fake): Promise<Saved> {
  fake.saved.length = 0;
  await saveResults(fake.app, ['session']);
  const [file] = fake.saved;
  if (!file) throw new Error('no session was saved');
  return file;
}

const fileOf = ({ name, bytes }: Saved) => new File([bytes], name);

async function labelMap(fake: Fake): Promise<Uint8Array> {
  fake.saved.length = 0;
  await exportLabelMap(fake.app);
  return fake.saved[0]?.bytes ?? new Uint8Array();
}

const masksOf = ({ app, state }: Fake) =>
  state().findings.map(({ id }) => ({ mask: app.voxels.mask(id), edits: app.voxels.parts(id)?.edits }));

test('what was saved is back in a new page as it was: masks and label map byte for byte, facts, marks and views', async () => {
  const before = await worked();
  const file = await saved(before);
  expect(file.name).toBe('a.parse3d');
  expect(hasUnsaved(before.state())).toBe(false);
  const after = fakeApp();
  await openVolume(after.app, scanFile('other-name.nii', RAMP));
  await openSession(after.app, fileOf(file));
  expect(after.state().notices).toEqual([]);
  expect(after.state().findings).toEqual(before.state().findings);
  expect(masksOf(after)).toEqual(masksOf(before));
  expect(after.state().marks).toEqual(before.state().marks);
  expect(await labelMap(after)).toEqual(await labelMap(before));
  const { shown, listOrder, window } = after.state();
  expect({ shown, listOrder, window }).toEqual({
    shown: before.state().shown,
    listOrder: 'volume',
    window: before.state().window,
  });
  expect(after.viewer.objects()).toEqual(before.viewer.objects());
  // It is in a file, as it was opened from one.
  expect(hasUnsaved(after.state())).toBe(false);
});

test('the name of the scan’s file is nowhere in a session', async () => {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile('Meier_Anna_19700101.nii', RAMP));
  await segment(fake.app, 'liver');
  fake.app.store.getState().saveNamed({ volume: fake.app.voxels.scan()?.volume.id as never, stem: 'x' });
  const { bytes } = await saved(fake);
  const numbers = new DataView(bytes.buffer);
  const json = await fake.app.archive.unpack(
    bytes.subarray(20, 20 + numbers.getUint32(12, true)),
    numbers.getUint32(16, true),
  );
  expect(new TextDecoder().decode(json)).not.toMatch(/meier|anna|1970/i);
});

test('a session of another scan waits for its own, says which that is, and is put onto it when it opens', async () => {
  const before = await worked();
  const file = await saved(before);
  const after = fakeApp();
  await openVolume(after.app, scanFile('wrong.nii'));
  await takeFiles(after.app, [{ path: 'renamed.bin', content: fileOf(file) }]);
  expect(after.state().findings).toEqual([]);
  expect(after.state().wantedScan).toEqual({ size: [4, 3, 2], spacingMm: [2, 3, 4], modality: 'CT' });
  await openVolume(after.app, scanFile('right.nii', RAMP));
  expect(after.state().findings.map(({ title }) => title)).toEqual(
    before.state().findings.map(({ title }) => title),
  );
  expect(after.state().wantedScan).toBeUndefined();
  expect(masksOf(after)).toEqual(masksOf(before));
});

test('a session dropped together with its scan is put onto it', async () => {
  const before = await worked();
  const file = await saved(before);
  const after = fakeApp();
  await takeFiles(after.app, [
    { path: 'a.parse3d', content: fileOf(file) },
    { path: 'a.nii', content: scanFile('a.nii', RAMP) },
  ]);
  expect(after.state().findings).toEqual(before.state().findings);
});

test('after a restore thresholds and pieces are chosen from what was kept, higher and lower, as the engine would', async () => {
  const before = await worked();
  const file = await saved(before);
  const after = fakeApp();
  await openVolume(after.app, scanFile('a.nii', RAMP));
  await openSession(after.app, fileOf(file));
  for (const fake of [before, after]) {
    await adjustOutline(fake.app, object(fake, 'spleen').id, { components: 'all' });
  }
  expect(after.state().notices).toEqual([]);
  expect(object(after, 'spleen').pieces).toEqual(object(before, 'spleen').pieces);
  expect(after.app.voxels.mask(object(after, 'spleen').id)).toEqual(
    before.app.voxels.mask(object(before, 'spleen').id),
  );
  await adjustOutline(after.app, object(after, 'spleen').id, { threshold: 0.9 });
  expect(object(after, 'spleen').threshold).toBe(0.9);
  await restoreOutline(after.app, object(after, 'spleen').id);
  expect(after.state().notices).toEqual([]);
  expect(object(after, 'spleen')).toMatchObject({ threshold: 0.5, components: 'largest', isChanged: false });
  const [second] = object(after, 'spleen').pieces.list.slice(1);
  if (second) await keepPiece(after.app, object(after, 'spleen').id, second.number, true);
  expect(after.state().notices).toEqual([]);
});

test('a restored session is saved with the probabilities that it came with', async () => {
  const file = await saved(await worked());
  const second = fakeApp();
  await openVolume(second.app, scanFile('a.nii', RAMP));
  await openSession(second.app, fileOf(file));
  const again = await saved(second);
  const third = fakeApp();
  await openVolume(third.app, scanFile('a.nii', RAMP));
  await openSession(third.app, fileOf(again));
  await adjustOutline(third.app, object(third, 'spleen').id, { components: 'all', threshold: 0.2 });
  expect(third.state().notices).toEqual([]);
  expect(object(third, 'spleen').threshold).toBe(0.2);
});

test('without probabilities a higher threshold of a whole mask still works, and a lower one says to ask again', async () => {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'liver');
  const { id } = object(fake, 'liver');
  const volume = fake.app.voxels.scan()?.volume;
  if (!volume) throw new Error('no scan');
  await fake.app.engine.forget(volume.id);
  await adjustOutline(fake.app, id, { threshold: 0.7 });
  expect(fake.state().notices).toEqual([]);
  expect(object(fake, 'liver').threshold).toBe(0.7);
  await adjustOutline(fake.app, id, { threshold: 0.3 });
  expect(fake.state().notices).toMatchObject([{ error: { code: 'answer-gone' } }]);
  expect(object(fake, 'liver').threshold).toBe(0.7);
});

test('of an object without probabilities whose other pieces were left out, no higher threshold is guessed', async () => {
  const fake = fakeApp();
  const pieces = Int16Array.from({ length: 24 }, (_, n) => (n % 12 < 3 ? 40 + n : n === 11 ? 90 : -300));
  await openVolume(fake.app, scanFile('a.nii', pieces));
  await segment(fake.app, 'liver');
  const { id, pieces: found } = object(fake, 'liver');
  expect(found.found).toBeGreaterThan(found.kept);
  const volume = fake.app.voxels.scan()?.volume;
  if (!volume) throw new Error('no scan');
  await fake.app.engine.forget(volume.id);
  await adjustOutline(fake.app, id, { threshold: 0.9 });
  expect(fake.state().notices).toMatchObject([{ error: { code: 'answer-gone' } }]);
});

test('a scan that was stated and turned is stated and turned again', async () => {
  const before = fakeApp();
  await openVolume(before.app, scanFile('a.nii', RAMP));
  await stateModality(before.app, 'MR');
  await turnScan(before.app, ['left-right']);
  await segment(before.app, 'liver');
  const file = await saved(before);
  const after = fakeApp();
  await openVolume(after.app, scanFile('a.nii', RAMP));
  await openSession(after.app, fileOf(file));
  const info = ({ state }: Fake) => {
    const { volume } = state();
    return volume.at === 'ready' ? volume.info : undefined;
  };
  expect(info(after)).toMatchObject({ modality: 'MR', modalityIsGuess: false, turned: ['left-right'] });
  expect(info(after)?.grid).toEqual(info(before)?.grid);
  expect(after.state().findings).toEqual(before.state().findings);
  expect(await labelMap(after)).toEqual(await labelMap(before));
});

test.each(['cancel', 'go-on', 'save'] as const)(
  'what is in no file is replaced by a session only when a person says so: %s',
  async (choice) => {
    const file = await saved(await worked());
    const fake = fakeApp();
    await openVolume(fake.app, scanFile('a.nii', RAMP));
    await segment(fake.app, 'right kidney');
    const before = fake.state().findings;
    const opened = openSession(fake.app, fileOf(file));
    await expect.poll(() => fake.state().question).toMatchObject({ kind: 'session-replaces', scan: 'a.nii' });
    chooseAnswer(fake.app, choice);
    await opened;
    expect(fake.state().question).toBeUndefined();
    if (choice === 'cancel') expect(fake.state().findings).toBe(before);
    else expect(fake.state().findings).toHaveLength(4);
    expect(fake.saved.map(({ name }) => name)).toEqual(choice === 'save' ? ['a.parse3d'] : []);
  },
);

test('a session whose packed masks are damaged leaves everything as it was', async () => {
  const { name, bytes } = await saved(await worked());
  const fake = fakeApp();
  await openVolume(fake.app, scanFile('a.nii', RAMP));
  bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 255;
  bytes[bytes.length - 30] = (bytes[bytes.length - 30] ?? 0) ^ 255;
  const before = fake.state().volume;
  await openSession(fake.app, new File([bytes], name));
  expect(fake.state().notices).toMatchObject([{ error: { code: 'session-damaged' } }]);
  expect(fake.state().volume).toBe(before);
  expect(fake.state().findings).toEqual([]);
});

test('marks alone are worth saving', async () => {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile('a.nii', RAMP));
  fake.state().markAdded(mark('x'));
  expect(hasUnsaved(fake.state())).toBe(true);
  await saved(fake);
  expect(hasUnsaved(fake.state())).toBe(false);
});
