import { afterEach, expect, test, vi } from 'vitest';
import { undo } from '#commands/edit/undo.ts';
import { openVolume } from '#commands/open-volume.ts';
import { segment } from '#commands/segment.ts';
import { wouldBeLost } from '#commands/unsaved.ts';
import type { Finding } from '#results/finding.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import { FakeFolder } from '#testing/fake-files.ts';
import { chooseKeeping, followWork, keepWork } from './keep-work.ts';
import { discardRestored } from './show-with-work.ts';

afterEach(() => void vi.useRealTimers());

const OTHER = Int16Array.from({ length: 24 }, (_, n) => n);

async function filesOn(disk: FakeFolder): Promise<readonly string[]> {
  const names: string[] = [];
  const folder = await disk.getDirectoryHandle('sessions', { create: true });
  for await (const { name } of folder.values()) names.push(name);
  return names;
}

/** A page on `disk`, whose person has said so or not. */
function page(disk: FakeFolder, keeps?: boolean) {
  const fake = fakeApp(new FakeEngine(), disk);
  if (keeps !== undefined) fake.state().keepingChosen(keeps ? 'yes' : 'no');
  return fake;
}

test.each([undefined, false])('nothing is kept before a person has said so: %s', async (keeps) => {
  const disk = new FakeFolder();
  const { app, state } = page(disk, keeps);
  await openVolume(app, scanFile());
  await segment(app, 'liver');
  await keepWork(app);
  expect(await filesOn(disk)).toEqual([]);
  expect(wouldBeLost(state())).toBe(true);
});

test('what is kept is back when the same scan is opened in another page, whatever its file is called', async () => {
  const disk = new FakeFolder();
  const first = page(disk);
  await openVolume(first.app, scanFile('Doe_Jane.nii'));
  await segment(first.app, 'liver');
  await chooseKeeping(first.app, true);
  expect(wouldBeLost(first.state())).toBe(false);
  const [name] = await filesOn(disk);
  expect(name).toMatch(/^[0-9a-f]{32}\.\d+$/);

  const second = page(disk, true);
  await openVolume(second.app, scanFile('x.nii'));
  expect(second.state().findings).toEqual(first.state().findings);
  const id = first.state().findings[0]?.id;
  expect(id && second.app.voxels.mask(id)).toEqual(id && first.app.voxels.mask(id));
  expect(second.state().restoredFrom).toMatch(/^\d{4}-/);
  expect(wouldBeLost(second.state())).toBe(false);
  await openVolume(second.app, scanFile('other.nii', OTHER));
  expect(second.state()).toMatchObject({ findings: [], restoredFrom: undefined });
});

test('the name of a file that an object was read from is not kept', async () => {
  const disk = new FakeFolder();
  const first = page(disk);
  await openVolume(first.app, scanFile());
  await segment(first.app, 'liver');
  const [liver] = first.state().findings;
  const read: object = { ...liver, fromFile: { file: 'Doe_Jane.nii', label: 3, fit: 'exact' } };
  first.state().findingPlaced(read as Finding, 0);
  await chooseKeeping(first.app, true);
  const second = page(disk, true);
  await openVolume(second.app, scanFile());
  expect(second.state().findings).toMatchObject([{ title: 'liver', fromFile: { file: '', label: 3 } }]);
  expect(first.state().findings).toMatchObject([{ fromFile: { file: 'Doe_Jane.nii' } }]);
});

test('a change is kept a moment later, and what was done last before another scan is opened too', async () => {
  const disk = new FakeFolder();
  const { app } = page(disk, true);
  const stop = followWork(app);
  await openVolume(app, scanFile());
  vi.useFakeTimers();
  const keep = vi.spyOn(app.archive, 'keep');
  app.store.getState().markAdded({ kind: 'ruler', points: [], lengthMm: 1 } as never);
  await vi.advanceTimersByTimeAsync(1000);
  expect(keep).not.toHaveBeenCalled();
  app.store.getState().listOrdered('name');
  await vi.advanceTimersByTimeAsync(1499);
  expect(keep).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2);
  vi.useRealTimers();
  await app.sessions.keeping;
  expect(keep).toHaveBeenCalledTimes(1);
  app.store.getState().marksCleared();
  await segment(app, 'liver');
  await openVolume(app, scanFile('other.nii', OTHER));
  stop();
  const again = page(disk, true);
  await openVolume(again.app, scanFile());
  expect(again.state().findings.map(({ title }) => title)).toEqual(['liver']);
});

test('work that came back can be discarded, which is kept too, and undone', async () => {
  const disk = new FakeFolder();
  const first = page(disk);
  await openVolume(first.app, scanFile());
  await segment(first.app, 'liver');
  await chooseKeeping(first.app, true);
  const second = page(disk, true);
  await openVolume(second.app, scanFile());
  discardRestored(second.app);
  await keepWork(second.app);
  expect(second.state()).toMatchObject({ findings: [], restoredFrom: undefined });
  expect(await filesOn(disk)).toEqual([]);
  undo(second.app);
  await keepWork(second.app);
  expect(second.state().findings.map(({ title }) => title)).toEqual(['liver']);
  expect(await filesOn(disk)).toHaveLength(1);
});

test('a no later removes what was kept', async () => {
  const disk = new FakeFolder();
  const { app } = page(disk);
  await openVolume(app, scanFile());
  await segment(app, 'liver');
  await chooseKeeping(app, true);
  expect(await filesOn(disk)).toHaveLength(1);
  await chooseKeeping(app, false);
  expect(await filesOn(disk)).toEqual([]);
  await keepWork(app);
  expect(await filesOn(disk)).toEqual([]);
});

test('of two tabs with one scan the first keeps it, and the other says so and changes nothing', async () => {
  const disk = new FakeFolder();
  const first = page(disk);
  await openVolume(first.app, scanFile());
  await segment(first.app, 'liver');
  await chooseKeeping(first.app, true);
  const before = await filesOn(disk);
  const fake = page(disk, true);
  const app = { ...fake.app, holdScan: async () => undefined };
  await openVolume(app, scanFile());
  expect(fake.state()).toMatchObject({ findings: [], isKeptElsewhere: true });
  await segment(app, 'spleen');
  await keepWork(app);
  expect(await filesOn(disk)).toEqual(before);
  expect(wouldBeLost(fake.state())).toBe(true);
});

test('the same scan given again is still kept by this tab, though a browser takes a moment to let go of it', async () => {
  const disk = new FakeFolder();
  const fake = page(disk);
  const taken = new Set<string>();
  const holdScan = async (scan: string) => {
    if (taken.has(scan)) return undefined;
    taken.add(scan);
    return async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      taken.delete(scan);
    };
  };
  const app = { ...fake.app, holdScan };
  await openVolume(app, scanFile());
  await segment(app, 'liver');
  await chooseKeeping(app, true);
  await openVolume(app, scanFile());
  expect(fake.state().isKeptElsewhere).toBe(false);
  await segment(app, 'spleen');
  await keepWork(app);
  const later = page(disk, true);
  await openVolume(later.app, scanFile());
  expect(later.state().findings.map(({ title }) => title)).toEqual(['liver', 'spleen']);
});

test('that the browser has no room is said once, and work goes on', async () => {
  const disk = new FakeFolder('', { room: 100 });
  const { app, state } = page(disk);
  await openVolume(app, scanFile());
  await segment(app, 'liver');
  await chooseKeeping(app, true);
  expect(state().notices).toMatchObject([{ error: { code: 'session-unkept', details: { reason: 'full' } } }]);
  const [notice] = state().notices;
  state().noticeDismissed(notice?.id ?? 0);
  await segment(app, 'spleen');
  await keepWork(app);
  expect(state().notices).toEqual([]);
  expect(wouldBeLost(state())).toBe(true);
});

test('kept work that cannot be read is said and left as it is', async () => {
  const disk = new FakeFolder();
  const first = page(disk);
  await openVolume(first.app, scanFile());
  await segment(first.app, 'liver');
  await chooseKeeping(first.app, true);
  const [name = ''] = await filesOn(disk);
  const file = await (await disk.getDirectoryHandle('sessions')).getFileHandle(name);
  (await file.createSyncAccessHandle()).write(Uint8Array.from([9]), { at: 8 });
  const second = page(disk, true);
  await openVolume(second.app, scanFile());
  expect(second.state().notices).toMatchObject([{ error: { code: 'session-newer' } }]);
  await segment(second.app, 'spleen');
  await keepWork(second.app);
  expect(await filesOn(disk)).toEqual([name]);
});
