import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import type { NnunetFacts } from '#packs/pack-store.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import type { FakePackStore } from '#testing/fake-pack-store.ts';
import { convertCheckpoint } from './convert-checkpoint.ts';
import { chooseOfNnunet, pickCheckpoint, takeDroppedModel } from './manage-models.ts';
import { takeDropped, takeFiles } from './take-files.ts';

test('a checkpoint dropped on the page waits where models are added, and the scan stays', async () => {
  const { app, state } = fakeApp();
  await takeFiles(app, [{ path: 'abdomen.nii', content: scanFile('abdomen.nii') }]);
  const { volume } = state();
  const checkpoint = new File([new Uint8Array(5)], 'biomedparse_v2.ckpt');
  await takeFiles(app, [{ path: checkpoint.name, content: checkpoint }]);
  expect(state()).toMatchObject({
    isManaging: true,
    checkpoint: { name: 'biomedparse_v2.ckpt', bytes: 5, is: { kind: 'other' } },
    notices: [],
    volume,
  });
  expect(app.checkpoints.picked?.files.get('biomedparse_v2.ckpt')).toBe(checkpoint);
});

const FACTS: NnunetFacts = {
  ...{ title: 'Tiny', configuration: '3d_fullres', configurations: ['3d_fullres'], folds: ['0', '1'] },
  ...{ chosen: ['0', '1'], classes: 2, patch: [4, 8, 8], isTotalSegmentator: false },
  ...{
    license: { name: 'x', terms: 'y' },
    precisions: [{ name: 'float16', bytes: 1, requirements: { memoryBytes: 1e9, heapBytes: 1e9 } }],
  },
};
const file = (path: string) => ({
  path,
  content: new File([new Uint8Array(3)], path.split('/').at(-1) ?? ''),
});

test('an nnU-Net dropped on the page waits with all its files, as a zip too; a zip of scans is opened', async () => {
  const { app, state } = fakeApp();
  const packs = app.packs as FakePackStore;
  packs.found = { kind: 'nnunet', ...FACTS };
  const paths = ['m/plans.json', 'm/dataset.json', 'm/fold_0/checkpoint_final.pth'];
  await takeFiles(app, paths.map(file), 'm');
  expect(state()).toMatchObject({ isManaging: true, checkpoint: { name: 'm', bytes: 9, is: packs.found } });
  expect([...(app.checkpoints.picked?.files.keys() ?? [])]).toEqual(paths);
  await takeFiles(app, [file('model.zip')]);
  expect(state().checkpoint?.name).toBe('model.zip');
  packs.found = { kind: 'other' };
  await takeFiles(app, [file('scans.zip')]);
  expect(state().checkpoint?.name).toBe('model.zip');
});

test('an nnU-Net that cannot be run is refused where models are added, and waits no more', async () => {
  const { app, state } = fakeApp();
  const packs = app.packs as FakePackStore;
  packs.fail = new AppError('nnunet-unsupported', {
    ...{ name: 'model.zip', limit: { what: '2d', configuration: '2d' } },
  });
  await takeFiles(app, [file('model.zip')]);
  expect(state()).toMatchObject({ isManaging: true, checkpoint: undefined });
  expect(state().jobOutcome).toMatchObject({ kind: 'failed', error: { code: 'nnunet-unsupported' } });
  expect(app.checkpoints.picked).toBeUndefined();
});

test('the folds chosen of an nnU-Net are looked up, and converted with it', async () => {
  const { app, state } = fakeApp();
  const packs = app.packs as FakePackStore;
  packs.found = { kind: 'nnunet', ...FACTS };
  await takeFiles(app, [file('model.zip')]);
  packs.found = { kind: 'nnunet', ...FACTS, chosen: ['1'] };
  await chooseOfNnunet(app, { folds: ['1'] });
  expect(state().checkpoint?.is).toMatchObject({ chosen: ['1'] });
  const jobs: unknown[] = [];
  const convertNnunet = packs.convertNnunet.bind(packs);
  packs.convertNnunet = (job, options) => {
    jobs.push(job);
    return convertNnunet(job, options);
  };
  await convertCheckpoint(app, 'int8');
  expect(jobs).toMatchObject([{ precision: 'int8', choice: { configuration: '3d_fullres', folds: ['1'] } }]);
  expect(state()).toMatchObject({ checkpoint: undefined, jobOutcome: { kind: 'done', title: 'Tiny, int8' } });
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

test('a folder that is neither a pack nor a model is refused where models are added, and waits no more', async () => {
  const { app, state } = fakeApp();
  const packs = app.packs as FakePackStore;
  packs.add = async () => {
    throw new AppError('pack-folder-without-manifest', { folder: 'holiday' });
  };
  const files = [{ path: 'holiday/beach.png', content: new File(['x'], 'beach.png') }];
  await takeDroppedModel(app, { name: 'holiday', files, unreadable: [] });
  expect(state()).toMatchObject({ checkpoint: undefined, jobOutcome: { kind: 'failed' } });
  expect(app.checkpoints.picked).toBeUndefined();
});

test.each(['Dataset999_wrong.zip', 'scan.nii.gz', 'notes.json'])(
  'a file that is no model is refused where models are added, by its name, and waits no more: %s',
  async (name) => {
    const { app, state } = fakeApp();
    const given = file(name);
    await takeDroppedModel(app, { name, files: [given], unreadable: [] });
    const refused = {
      ...{ checkpoint: undefined, packJob: undefined },
      jobOutcome: { kind: 'failed', error: { code: 'pack-file-other', details: { name } } },
    };
    expect(state()).toMatchObject(refused);
    expect(app.checkpoints.picked).toBeUndefined();
    // Also by the button for the files of an nnU-Net.
    await pickCheckpoint(app, { name, files: new Map([[name, given.content]]) });
    expect(state()).toMatchObject(refused);
  },
);

test.each(['micro.CKPT', 'micro.safetensors', 'micro.pt', 'checkpoint_final.pth'])(
  'a checkpoint dropped where models are added waits there: %s',
  async (name) => {
    const { app, state } = fakeApp();
    await takeDroppedModel(app, { name, files: [file(name)], unreadable: [] });
    expect(state()).toMatchObject({ checkpoint: { name, is: { kind: 'other' } }, jobOutcome: undefined });
  },
);

test('what was dropped first is not refused for what another file is', async () => {
  const { app, state } = fakeApp();
  const packs = app.packs as FakePackStore;
  const first = takeDroppedModel(app, { name: 'wrong.zip', files: [file('wrong.zip')], unreadable: [] });
  const second = takeDroppedModel(app, { name: 'a.ckpt', files: [file('a.ckpt')], unreadable: [] });
  await Promise.all([first, second]);
  expect(packs.found.kind).toBe('other');
  expect(state()).toMatchObject({ checkpoint: { name: 'a.ckpt' }, jobOutcome: undefined });
});
