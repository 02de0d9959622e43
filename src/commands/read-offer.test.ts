import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { otherPacks } from '#cli/pack.ts';
import { packsThatMayKnow } from '#prompt/other-packs.ts';
import { fakeApp } from '#testing/fake-app.ts';
import { readOffers } from './read-offer.ts';
import { othersToName } from './record-answer.ts';

afterEach(() => vi.unstubAllGlobals());

test('a model on offer is named for what it knows in the language of the prompt, as in the terminal', async () => {
  const models = new URL('../../public/models/', import.meta.url);
  vi.stubGlobal('fetch', async (url: URL) => {
    const [, path = ''] = url.pathname.split('/models/');
    return new Response(readFileSync(new URL(path, models)));
  });
  const { app, state } = fakeApp();
  await readOffers({ ...app, recipeUrl: 'https://parse3d.test/models/medimageparse3d/' });
  for (const text of ['femur', 'Oberschenkelknochen', '股骨', 'le fémur', 'brain tumor']) {
    const inPage = packsThatMayKnow(text, 'mini', othersToName(state(), 'CT'));
    expect(inPage).toContain('MedImageParse 3D');
    expect(packsThatMayKnow(text, 'mini', otherPacks('CT'))).toEqual(inPage);
  }
  expect(packsThatMayKnow('hart', 'mini', othersToName(state(), 'CT'))).toEqual([]);
});
