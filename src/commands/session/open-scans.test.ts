import { expect, test, vi } from 'vitest';
import { adjustOutline } from '#commands/adjust-outline.ts';
import { chooseAnswer } from '#commands/ask-person.ts';
import { closeVolume } from '#commands/close-volume.ts';
import { exportLabelMap } from '#commands/export-findings.ts';
import { openVolume } from '#commands/open-volume.ts';
import { saveResults } from '#commands/save-results.ts';
import { segment } from '#commands/segment.ts';
import { turnScan } from '#commands/turn-scan.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import { chooseKeeping } from './keep-work.ts';
import { isAnyLost } from './open-scans.ts';
import { closeScan, closeShown, switchScan } from './switch-scan.ts';

type Fake = ReturnType<typeof fakeApp>;

const RAMP = Int16Array.from({ length: 24 }, (_, n) => 10 * n - 60);
const OTHER = Int16Array.from({ length: 24 }, (_, n) => n);

const keyOf = ({ state }: Fake, name: string) =>
  state().openScans.find((each) => each.name === name)?.key ?? 'none';

/** Two open scans, with something found on each; the second is on the screen. */
async function two(engine?: FakeEngine): Promise<Fake> {
  const fake = fakeApp(engine);
  await openVolume(fake.app, scanFile('a.nii', RAMP));
  await segment(fake.app, 'liver, spleen');
  await openVolume(fake.app, scanFile('b.nii', OTHER));
  await segment(fake.app, 'right kidney');
  return fake;
}

const titles = ({ state }: Fake) => state().findings.map(({ title }) => title);
const shown = ({ state }: Fake) => {
  const { volume } = state();
  return volume.at === 'ready' ? volume.info.name : undefined;
};

test('going back to a scan brings back all that was done on it, byte for byte', async () => {
  const fake = fakeApp();
  const { app, state, saved } = fake;
  await openVolume(app, scanFile('a.nii', RAMP));
  await segment(app, 'liver, spleen');
  const [liver] = state().findings;
  if (!liver) throw new Error('no liver');
  await adjustOutline(app, liver.id, { threshold: 0.8 });
  state().listOrdered('volume');
  await exportLabelMap(app);
  const before = { findings: state().findings, mask: app.voxels.mask(liver.id), labels: saved[0]?.bytes };
  await openVolume(app, scanFile('b.nii', OTHER));
  expect(titles(fake)).toEqual([]);
  await segment(app, 'right kidney');
  expect(state().openScans.map(({ name }) => name)).toEqual(['a.nii', 'b.nii']);
  await switchScan(app, keyOf(fake, 'a.nii'));
  expect(shown(fake)).toBe('a.nii');
  expect(state().findings).toEqual(before.findings);
  expect(app.voxels.mask(liver.id)).toEqual(before.mask);
  expect(state().listOrder).toBe('volume');
  saved.length = 0;
  await exportLabelMap(app);
  expect(saved[0]?.bytes).toEqual(before.labels);
  // The engine has forgotten it, and the page has what it takes.
  await adjustOutline(app, liver.id, { threshold: 0.3 });
  expect(state().notices).toEqual([]);
  await switchScan(app, keyOf(fake, 'b.nii'));
  expect(titles(fake)).toEqual(['right kidney']);
});

test('of scans that are chosen one after another the last is shown, however far the page was with the others', async () => {
  const fake = await two();
  const { app, state } = fake;
  await openVolume(app, scanFile('c.nii', RAMP.toReversed()));
  const [a, b, c] = ['a.nii', 'b.nii', 'c.nii'].map((name) => keyOf(fake, name)) as [string, string, string];
  const orders = [
    [a, c],
    [a, b],
    [a, b, a],
    [b, c, a, c],
  ];
  for (const order of orders) {
    for (const steps of [0, 2, 6, 12, 30]) {
      await switchScan(app, c);
      const going = [];
      for (const key of order) {
        going.push(switchScan(app, key));
        for (let step = 0; step < steps; step++) await new Promise((resolve) => setTimeout(resolve));
      }
      await Promise.all(going);
      expect(app.voxels.scan() && keyOf(fake, shown(fake) ?? '')).toBe(order.at(-1));
      expect(state().opening.at).toBe('idle');
    }
  }
  expect(state().notices).toEqual([]);
  await switchScan(app, a);
  expect(titles(fake)).toEqual(['liver', 'spleen']);
  await switchScan(app, b);
  expect(titles(fake)).toEqual(['right kidney']);
});

test('a scan that was being read is not shown any more once another is chosen', async () => {
  const fake = await two();
  const names = new Set<string>();
  fake.app.store.subscribe(({ volume }) => volume.at === 'ready' && names.add(volume.info.name));
  const going = switchScan(fake.app, keyOf(fake, 'a.nii'));
  await switchScan(fake.app, keyOf(fake, 'b.nii'));
  await going;
  expect([...names]).toEqual(['b.nii']);
});

test('what was in a file is still known to be, and what was not still is not', async () => {
  const fake = await two();
  await saveResults(fake.app, ['session']);
  await switchScan(fake.app, keyOf(fake, 'a.nii'));
  expect(isAnyLost(fake.app)).toBe(true);
  await saveResults(fake.app, ['session']);
  expect(isAnyLost(fake.app)).toBe(false);
  await switchScan(fake.app, keyOf(fake, 'b.nii'));
  expect(isAnyLost(fake.app)).toBe(false);
  await segment(fake.app, 'spleen');
  await switchScan(fake.app, keyOf(fake, 'a.nii'));
  expect(fake.state().openScans.map(({ isLost }) => isLost)).toEqual([false, true]);
  expect(isAnyLost(fake.app)).toBe(true);
});

test('the same scan given again is gone back to, not opened twice', async () => {
  const fake = await two();
  await openVolume(fake.app, scanFile('a-copy.nii', RAMP));
  expect(titles(fake)).toEqual(['liver', 'spleen']);
  expect(fake.state().openScans).toHaveLength(2);
  await openVolume(fake.app, scanFile('a-copy.nii', RAMP));
  expect(titles(fake)).toEqual(['liver', 'spleen']);
});

test('a scan that was turned is turned when it is gone back to', async () => {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile('a.nii', RAMP));
  await segment(fake.app, 'liver');
  await turnScan(fake.app, ['left-right']);
  await openVolume(fake.app, scanFile('b.nii', OTHER));
  await switchScan(fake.app, keyOf(fake, 'a.nii'));
  expect(fake.state().volume).toMatchObject({ info: { turned: ['left-right'] } });
  expect(titles(fake)).toEqual(['liver']);
});

test('a run that is going on when another scan is opened is stopped with a word', async () => {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile('a.nii', RAMP));
  const running = segment(fake.app, 'liver');
  await openVolume(fake.app, scanFile('b.nii', OTHER));
  expect(await running).toBe('stopped');
  expect(fake.state().notices).toMatchObject([
    { error: { code: 'run-stopped', details: { name: 'a.nii', prompts: ['liver'] } } },
  ]);
});

test.each(['cancel', 'go-on', 'save'] as const)(
  'closing a scan whose results are in no file asks first: %s',
  async (choice) => {
    const fake = await two();
    for (const name of ['a.nii', 'b.nii']) {
      fake.saved.length = 0;
      const closed = closeScan(fake.app, keyOf(fake, name));
      await expect.poll(() => fake.state().question).toEqual({ kind: 'close-scan', scan: name });
      chooseAnswer(fake.app, choice);
      await closed;
      const isOpen = fake.state().openScans.some((each) => each.name === name);
      expect(isOpen).toBe(choice === 'cancel');
      const stem = name.replace('.nii', '');
      expect(fake.saved.map((each) => each.name)).toEqual(choice === 'save' ? [`${stem}.parse3d`] : []);
    }
    expect(fake.state().volume.at).toBe(choice === 'cancel' ? 'ready' : 'empty');
  },
);

test('closing the scan on the screen shows the one beside it; with nothing to lose nobody is asked', async () => {
  const fake = await two();
  await saveResults(fake.app, ['session']);
  await closeShown(fake.app);
  expect(shown(fake)).toBe('a.nii');
  expect(titles(fake)).toEqual(['liver', 'spleen']);
  expect(fake.state().question).toBeUndefined();
});

test('what the browser keeps is not lost by closing, until it is kept no more', async () => {
  const fake = fakeApp();
  fake.state().keepingChosen('yes');
  await openVolume(fake.app, scanFile('a.nii', RAMP));
  await segment(fake.app, 'liver');
  await openVolume(fake.app, scanFile('b.nii', OTHER));
  expect(isAnyLost(fake.app)).toBe(false);
  await chooseKeeping(fake.app, false);
  expect(isAnyLost(fake.app)).toBe(true);
  await chooseKeeping(fake.app, true);
  await switchScan(fake.app, keyOf(fake, 'a.nii'));
  expect(titles(fake)).toEqual(['liver']);
});

test('files that are gone or hold another scan are said, and what was found stays for when they are back', async () => {
  const fake = await two();
  const key = keyOf(fake, 'a.nii');
  const tab = fake.app.openScans.get(key);
  if (!tab) throw new Error('not open');
  const gone = new File(['not a scan'], 'a.nii');
  fake.app.openScans.set(key, { ...tab, files: [{ path: 'a.nii', content: gone }] });
  await switchScan(fake.app, key);
  expect(fake.state().notices).toMatchObject([{ error: { code: 'format-unread' } }]);
  expect(titles(fake)).toEqual(['right kidney']);
  const other = scanFile(
    'a.nii',
    Int16Array.from({ length: 24 }, (_, n) => 3 * n),
  );
  fake.app.openScans.set(key, { ...tab, files: [{ path: 'a.nii', content: other }] });
  await switchScan(fake.app, key);
  expect(fake.state().notices).toMatchObject([{ error: { code: 'scan-changed' } }]);
  await openVolume(fake.app, scanFile('found-again.nii', RAMP));
  expect(titles(fake)).toEqual(['liver', 'spleen']);
});

/** An engine that forgets a scan when it is done with what it is at, which is not soon. */
class Busy extends FakeEngine {
  #waiting: ((error: Error) => void)[] = [];

  override forget = () => new Promise<never>((_, reject) => this.#waiting.push(reject));
  override restart(): void {
    for (const reject of this.#waiting) reject(new DOMException('started anew', 'AbortError'));
  }
}

test('an engine that has yet to forget a scan, or is started anew, holds up no other scan, nor what was done on it', async () => {
  const engine = new Busy();
  const fake = await two(engine);
  const { app, state } = fake;
  const back = switchScan(app, keyOf(fake, 'a.nii'));
  await vi.waitFor(() => expect(titles(fake)).toEqual(['liver', 'spleen']));
  engine.restart();
  await back;
  expect(titles(fake)).toEqual(['liver', 'spleen']);
  expect(state().opening).toEqual({ at: 'idle' });
  expect(state().notices).toEqual([]);
  await closeVolume(app);
  expect(state().volume).toEqual({ at: 'empty' });
});

test.each([
  ['zip', true],
  // What is written there stays, and the batch goes on from it.
  ['folder', false],
] as const)('a page that answers many scans into a %s loses by being closed: %s', (kind, isLost) => {
  const { app, state } = fakeApp();
  state().batchOpened('scans', ['a.nii', 'b.nii']);
  state().batchPlaced({ name: 'results', kind });
  expect(isAnyLost(app)).toBe(false);
  state().batchStarted({ text: 'liver', modality: undefined, manifestUrl: '' });
  expect(isAnyLost(app)).toBe(isLost);
  state().batchEnded(undefined);
  expect(isAnyLost(app)).toBe(false);
});
