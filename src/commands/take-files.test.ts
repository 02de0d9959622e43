import { expect, test } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { takeDropped, takeFiles } from './take-files.ts';

test('a checkpoint dropped on the page waits where models are added, and the scan stays', async () => {
  const { app, state } = fakeApp();
  await takeFiles(app, [{ path: 'abdomen.nii', content: scanFile('abdomen.nii') }]);
  const { volume } = state();
  const checkpoint = new File([new Uint8Array(5)], 'biomedparse_v2.ckpt');
  await takeFiles(app, [{ path: checkpoint.name, content: checkpoint }]);
  expect(state()).toMatchObject({
    isManaging: true,
    checkpoint: { name: 'biomedparse_v2.ckpt', bytes: 5 },
    notices: [],
    volume,
  });
  expect(app.checkpoints.picked).toBe(checkpoint);
});

test('a dropped folder of which a file could not be had is opened, and says what is missing', async () => {
  const { app, state } = fakeApp();
  const files = [{ path: 'study/scan.nii', content: scanFile('scan.nii') }];
  await takeDropped(app, { name: 'study', files, unreadable: ['study/b.nii', 'study/c.nii'] });
  expect(state().volume.at).toBe('ready');
  expect(state().notices.at(-1)?.error).toMatchObject({
    code: 'file-unreadable',
    details: { name: 'study/b.nii', reason: 'and 1 more' },
  });
});
