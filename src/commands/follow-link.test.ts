import { afterEach, expect, test, vi } from 'vitest';
import { fakeApp } from '#testing/fake-app.ts';
import { followLink, readLink } from './follow-link.ts';

afterEach(() => vi.restoreAllMocks());

const SITE = new URL('https://parse3d.test/app/');

test('a link says what is to be asked, and which scan of the site is to be opened', () => {
  expect(readLink('?scan=scans/a.nii.gz&ask=left%20kidney')).toEqual({
    scan: 'scans/a.nii.gz',
    ask: 'left kidney',
  });
  expect(readLink('?pack=mini')).toEqual({ scan: undefined, ask: '' });
  expect(readLink(`?ask=${'a'.repeat(3000)}`).ask).toHaveLength(2000);
});

test.each([
  'https://elsewhere.test/a.nii.gz',
  '//elsewhere.test/a.nii.gz',
  '\\\\elsewhere.test/a.nii.gz',
  '../a.nii.gz',
  '/other/a.nii.gz',
  'data:application/octet-stream,a',
  'blob:https://parse3d.test/1',
  'javascript:alert(1)',
  'https://name:word@parse3d.test/app/a.nii.gz',
  'http://',
])('a scan that does not lie beside the page is refused, and not asked for: %s', async (scan) => {
  const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('not to be asked for'));
  const { app, state } = fakeApp();
  await followLink(app, { scan, ask: '' }, SITE);
  expect(state().notices.map(({ error }) => error)).toMatchObject([
    { code: 'link-elsewhere', details: { address: scan } },
  ]);
  expect(fetched).not.toHaveBeenCalled();
});

test('a scan beside the page is fetched from there', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('', { status: 404 }));
  const { app, state } = fakeApp();
  await followLink(app, { scan: 'scans/a%20b.nii.gz', ask: '' }, SITE);
  expect(fetched.mock.calls.map(([address]) => address)).toEqual([
    'https://parse3d.test/app/scans/a%20b.nii.gz',
  ]);
  expect(state().notices.map(({ error }) => error)).toMatchObject([
    { code: 'sample-missing', details: { name: 'a b.nii.gz' } },
  ]);
});

test('a scan whose name is no text in an address is fetched all the same', async () => {
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('', { status: 404 }));
  const { app, state } = fakeApp();
  await followLink(app, { scan: 'scans/100%.nii', ask: '' }, SITE);
  expect(state().notices.map(({ error }) => error)).toMatchObject([
    { code: 'sample-missing', details: { name: '100%.nii' } },
  ]);
});

test('a link without a scan opens nothing and says nothing', async () => {
  const { app, state } = fakeApp();
  await followLink(app, { scan: undefined, ask: 'liver' }, SITE);
  expect(state().notices).toEqual([]);
});
