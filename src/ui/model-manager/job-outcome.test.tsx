import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { takeDroppedModel } from '#commands/manage-models.ts';
import type { State } from '#state/store.ts';
import { fakeApp } from '#testing/fake-app.ts';
import type { FakePackStore } from '#testing/fake-pack-store.ts';
import { AppContext } from '#ui/use-app.ts';
import { JobOutcome } from './job-outcome.tsx';

const FACTS = {
  ...{ title: 'Tiny', configuration: '3d_fullres', configurations: ['3d_fullres'], folds: ['0'] },
  ...{ chosen: ['0'], classes: 2, patch: [4, 8, 8], isTotalSegmentator: false },
  ...{ license: { name: 'x', terms: 'y' }, precisions: [] },
} as const;

type Fake = ReturnType<typeof fakeApp>;

function said({ app }: Fake): string {
  const store = { ...app.store, getInitialState: app.store.getState };
  const markup = renderToStaticMarkup(
    <AppContext value={{ ...app, store }}>
      <JobOutcome />
    </AppContext>,
  );
  return markup.replace(/<[^>]*>/g, '');
}

const drop = ({ app }: Fake, name: string) =>
  takeDroppedModel(app, { name, files: [{ path: name, content: new File(['x'], name) }], unreadable: [] });

test('the line at the top says that a file is looked into, and for what it was taken', async () => {
  const fake = fakeApp();
  (fake.app.packs as FakePackStore).found = { kind: 'nnunet', ...FACTS };
  expect(said(fake)).toBe('');
  const dropped = drop(fake, 'model.zip');
  expect(said(fake)).toBe('Looking into model.zip…');
  await dropped;
  expect(said(fake)).toBe('“model.zip” is an nnU-Net: Tiny. Read the terms below to convert it.');
  fake.state().jobStarted('convert', 'Tiny');
  expect(said(fake)).toBe('');
});

test('it says that a file is no model and what would be one, and of a checkpoint for which model it is taken', async () => {
  const fake = fakeApp();
  await drop(fake, 'results.zip');
  expect(said(fake)).toMatch(
    /“results\.zip” is no model\. Choose the zip, the folder or the files of an nnU-Net/,
  );
  await drop(fake, 'micro.ckpt');
  expect(said(fake)).toBe('');
  fake.state().offerRead({ at: 'read', name: 'Micro' } as State['offered']);
  expect(said(fake)).toBe(
    '“micro.ckpt” is taken for a checkpoint of Micro. Read the terms below to convert it.',
  );
});
