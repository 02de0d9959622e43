import { expect, test } from 'vitest';
import { say } from '#messages/say.ts';
import { doubtOfScan } from '#results/orientation.ts';
import { verdictsOf } from '#results/verdict.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import { answerAnyway } from './ask-again.ts';
import { exportReport } from './export-findings.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

async function withUnknown() {
  const engine = new FakeEngine();
  engine.unknown = 'unlike';
  const fake = fakeApp(engine);
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'liver, spleen');
  const kinds = () => fake.state().findings.map(({ kind }) => kind);
  return { ...fake, kinds };
}

test('a scan that the model does not know is not answered, and why is said', async () => {
  const { kinds, state } = await withUnknown();
  expect(kinds()).toEqual(['not-found', 'not-found']);
  const doubt = doubtOfScan(state().findings);
  expect(doubt).toMatchObject({ kind: 'unfamiliar', doubt: 'unlike', model: 'Fake', isAnswered: false });
  const [liver] = state().findings;
  expect(liver && verdictsOf(state().findings).get(liver.id)).toEqual({
    level: 'doubtful',
    doubts: [{ kind: 'unfamiliar', doubt: 'unlike' }],
  });
  expect(doubt && say.scanDoubt.says(doubt)).toMatch(
    /^This does not look like a scan that Fake knows.*Check its modality/,
  );
});

test('somebody who wants an answer all the same gets it, doubtful, in the report too', async () => {
  const { app, kinds, state, saved } = await withUnknown();
  await answerAnyway(app);
  expect(kinds()).toEqual(['found', 'found']);
  expect(doubtOfScan(state().findings)).toMatchObject({ kind: 'unfamiliar', isAnswered: true });
  const levels = [...verdictsOf(state().findings).values()].map(({ level }) => level);
  expect(levels).toEqual(['doubtful', 'doubtful']);
  await exportReport(app);
  const { findings } = JSON.parse(new TextDecoder().decode(saved[0]?.bytes));
  expect(findings[0].verdict.doubts[0]).toEqual({ kind: 'unfamiliar', doubt: 'unlike' });
  // What is asked from now on is answered too, until another scan is opened.
  await segment(app, 'left kidney');
  expect(kinds()).toEqual(['found', 'found', 'found']);
  await openVolume(app, scanFile());
  await segment(app, 'liver');
  expect(kinds()[0]).toBe('not-found');
});

test('of a scan nothing is said where nothing was asked that the model knows', async () => {
  const engine = new FakeEngine();
  engine.unknown = 'unlike';
  const { app, state } = fakeApp(engine);
  await openVolume(app, scanFile());
  await segment(app, 'edge');
  expect(state().findings).toMatchObject([
    { kind: 'not-understood', source: { scene: { doubt: 'unlike' } } },
  ]);
  expect(doubtOfScan(state().findings)).toBeUndefined();
});
