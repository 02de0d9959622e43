import { expect, test } from 'vitest';
import { chooseSlices } from '#commands/choose-region.ts';
import { compared, showComparison } from '#commands/compare.ts';
import { drawNewObject, stopEditing } from '#commands/edit/start-editing.ts';
import { openVolume } from '#commands/open-volume.ts';
import { stateBodyPart } from '#commands/said-parts.ts';
import { saveResults } from '#commands/save-results.ts';
import { segment } from '#commands/segment.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { openSession } from './open-session.ts';
import { switchScan } from './switch-scan.ts';

const RAMP = Int16Array.from({ length: 24 }, (_, n) => 10 * n - 60);

test('what prompts ask about and what is compared are back, on the scan and in a new page, and gone on another', async () => {
  const before = fakeApp();
  await openVolume(before.app, scanFile('a.nii', RAMP));
  await segment(before.app, 'liver, spleen');
  drawNewObject(before.app, 'by hand');
  stopEditing(before.app);
  const { app, state } = before;
  chooseSlices(app, 'axial', 2, 2);
  stateBodyPart(app, ['abdomen']);
  const now = compared(state());
  const drawn = now?.origins.find(({ kind }) => kind === 'drawn');
  const model = now?.origins.find(({ kind }) => kind === 'model');
  if (!drawn || !model) throw new Error('nothing to compare');
  showComparison(app, true);
  state().comparedChosen({ reference: drawn.id, other: model.id });
  const [one, other] = [drawn.members[0]?.id ?? '', model.members[0]?.id];
  state().counterpartChosen(one, other);
  state().pairChosen(`${one} | ${other}`);
  const choice = () => {
    const { region, volume, isComparing, comparedReference, comparedOther, comparedWith, pairShown } =
      state();
    const bodyPart = volume.at === 'ready' && volume.info.bodyPart;
    return { region, bodyPart, isComparing, comparedReference, comparedOther, comparedWith, pairShown };
  };
  const chosen = choice();
  expect(chosen.region?.voxels).toEqual({ from: [0, 0, 1], to: [4, 3, 2] });
  await saveResults(app, ['session']);
  const [file] = before.saved;
  await openVolume(app, scanFile('b.nii'));
  expect(choice()).toMatchObject({ region: undefined, bodyPart: undefined });
  await switchScan(app, state().openScans[0]?.key ?? '');
  expect(choice()).toEqual(chosen);
  const after = fakeApp();
  await openVolume(after.app, scanFile('c.nii', RAMP));
  await openSession(after.app, new File([file?.bytes ?? new Uint8Array()], 'a.parse3d'));
  const { bodyPart, ...others } = chosen;
  expect(after.state()).toMatchObject({ ...others, volume: { info: { bodyPart } } });
  expect(bodyPart).toEqual({ parts: ['abdomen'], from: 'person' });
});
