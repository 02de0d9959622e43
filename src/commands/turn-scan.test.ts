import { expect, test } from 'vitest';
import { fakeApp, SMALL_GRID, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import { turned } from '#volume/turn.ts';
import { chooseAnswer } from './ask-person.ts';
import { exportReport } from './export-findings.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';
import { turnScan } from './turn-scan.ts';

async function withLiver() {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'liver');
  const liver = () => {
    const [finding] = fake.state().findings;
    if (finding?.kind !== 'found') throw new Error('no liver');
    return finding;
  };
  return { ...fake, liver };
}

test('a turned scan is asked anew, what is found lies turned, and the report says so', async () => {
  const { app, liver, state, saved } = await withLiver();
  const before = liver();
  await turnScan(app, ['left-right']);
  const after = liver();
  expect(after.answer).not.toBe(before.answer);
  expect(after.measurement.voxels).toBe(before.measurement.voxels);
  const { voxelToWorld } = turned(SMALL_GRID, ['left-right']);
  expect(app.voxels.scan()?.volume.grid.voxelToWorld).toEqual(voxelToWorld);
  expect(state().notices.map(({ error }) => error.code)).toContain('scan-turned');
  await exportReport(app);
  const report = JSON.parse(new TextDecoder().decode(saved[0]?.bytes));
  expect(report.scan.turned).toEqual(['left-right']);
  expect(report.scan.voxelToWorldRas).toEqual([...voxelToWorld]);
  expect(report.scan.notices.map(({ code }: { code: string }) => code)).toContain('scan-turned');
});

test('turned back it is the scan that it was', async () => {
  const { app, liver, state } = await withLiver();
  const before = app.voxels.scan()?.volume;
  const place = liver().measurement.centroid;
  await turnScan(app, ['head-foot']);
  expect(liver().measurement.centroid).not.toEqual(place);
  await turnScan(app, ['head-foot']);
  expect(app.voxels.scan()?.volume.id).toBe(before?.id);
  expect(app.voxels.scan()?.volume.grid).toEqual(before?.grid);
  expect(state().volume).toMatchObject({ info: { turned: [] } });
});

test('without a scan, or without an end to exchange, nothing happens', async () => {
  const { app } = fakeApp();
  await turnScan(app, ['left-right']);
  const { app: open, liver } = await withLiver();
  const before = liver();
  await turnScan(open, []);
  expect(liver()).toBe(before);
});

test.each(['cancel', 'go-on'] as const)(
  'what was done by hand goes with a turn only when a person says so: %s',
  async (choice) => {
    const { app, liver, state } = await withLiver();
    app.store.getState().findingEdited(liver().id, { edits: { brush: 1 }, isChanged: true });
    const turning = turnScan(app, ['left-right']);
    await expect.poll(() => state().question).toMatchObject({ kind: 'scan-changes' });
    chooseAnswer(app, choice);
    await turning;
    expect(state().volume).toMatchObject({ info: choice === 'cancel' ? {} : { turned: ['left-right'] } });
    expect(liver().edits).toEqual(choice === 'cancel' ? { brush: 1 } : {});
  },
);

test('free texts are asked anew one by one, each with its commas', async () => {
  class FreeEngine extends FakeEngine {
    asked: readonly string[] = [];
    override async load(url: string, options = {}) {
      return { ...(await super.load(url, options)), takesAnyText: true };
    }
    override segment(...[id, prompts, options]: Parameters<FakeEngine['segment']>) {
      this.asked = prompts.map(({ text }) => text);
      return super.segment(id, prompts, options);
    }
  }
  const engine = new FreeEngine();
  const { app } = fakeApp(engine);
  await openVolume(app, scanFile());
  await segment(app, 'tumor, arterial phase; cyst, if there is any');
  const before = engine.asked;
  engine.asked = [];
  await turnScan(app, ['left-right']);
  expect(before).toEqual(['tumor, arterial phase', 'cyst, if there is any']);
  expect(engine.asked).toEqual(before);
});
