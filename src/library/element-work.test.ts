import { expect, test, vi } from 'vitest';
import type * as Api from './api.ts';
import type { ElementParts } from './element-parts.ts';
import { ElementWork } from './element-work.ts';

/** A scan that an engine lets go of when it is done with what it is at, which is not soon. */
const scanOf = (name: unknown) => ({ name, notes: [], close: () => new Promise(() => undefined) });

vi.mock('./browser-engine.ts', () => ({
  browserEngine: async () => ({ readScan: async (source: unknown) => scanOf(source) }),
}));
vi.mock('./element-views.ts', () => ({
  ElementViews: class {
    async drawObjects() {}
  },
}));

function element() {
  const list = { replaceChildren: () => undefined };
  const parts = { cancel: {}, status: {}, alert: {}, save: {}, list } as unknown as ElementParts;
  const opened: string[] = [];
  const tell = {
    opened: ({ name }: Api.Scan) => opened.push(name),
    answered: () => undefined,
    failed: () => undefined,
  };
  const attributes = { pack: undefined, language: 'en', modality: '' } as const;
  return { opened, work: new ElementWork(parts, attributes, new URL('https://parse3d.test/'), tell) };
}

test('another scan is shown while the engine is still busy with the one before', async () => {
  const { work, opened } = element();
  await work.open('a.nii');
  await work.open('b.nii');
  expect(opened).toEqual(['a.nii', 'b.nii']);
  expect(work.isBusy).toBe(false);
});
