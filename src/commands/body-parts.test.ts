import { describe, expect, test } from 'vitest';
import { EVERYTHING } from '#prompt/everything.ts';
import type { DicomAttributes } from '#testing/dicom-file.ts';
import { dicomFile } from '#testing/dicom-file.ts';
import { sliceAttributes } from '#testing/dicom-series.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { ask } from './ask.ts';
import { askBeyond, offeredStructures } from './body-parts.ts';
import { exportReport } from './export-findings.ts';
import { openFiles, openVolume } from './open-volume.ts';
import { stateBodyPart } from './said-parts.ts';
import { turnScan } from './turn-scan.ts';

async function withScanOf(attributes: DicomAttributes) {
  const fake = fakeApp();
  const given = [0, 1, 2].map((n) => {
    const bytes = dicomFile(sliceAttributes(n, { attributes }));
    return { path: `scan/${n}.dcm`, content: new File([bytes], `${n}.dcm`) };
  });
  await openFiles(fake.app, given);
  const shown = () => {
    const { volume } = fake.state();
    return volume.at === 'ready' ? volume.info.bodyPart : undefined;
  };
  const said = () =>
    fake
      .state()
      .notices.filter(({ act }) => act === 'prompt')
      .map(({ error }) => error);
  const asked = () => fake.state().findings.map(({ title }) => title);
  return { ...fake, shown, said, asked };
}

const HEAD = { '0018,0015 CS': 'HEAD' };

describe('a head', () => {
  test('is offered nothing to ask for that it does not show, unless somebody wants it so', async () => {
    const { app, state } = await withScanOf(HEAD);
    const offered = () => offeredStructures(state()).map(({ name }) => name);
    await ask(app, 'liver');
    expect(state().model.at).toBe('ready');
    expect(offered()).toEqual([]);
    stateBodyPart(app, ['chest']);
    expect(offered()).toContain('liver');
    stateBodyPart(app, ['head']);
    await askBeyond(app, ['liver']);
    expect(offered()).toContain('spleen');
  });

  test('has what was left out in the report, until it is asked all the same or said to be another part', async () => {
    const { app, state, saved } = await withScanOf({ '0018,0015 CS': 'HEAD' });
    const notices = async () => {
      await exportReport(app);
      return JSON.parse(new TextDecoder().decode(saved.at(-1)?.bytes)).scan.notices;
    };
    await ask(app, 'spleen');
    await askBeyond(app, ['liver']);
    expect(await notices()).toMatchObject([
      { code: 'prompt-beyond-part', details: { names: ['spleen'], parts: ['head'] } },
    ]);
    await ask(app, 'spleen');
    expect(await notices()).toEqual([]);
    state().findingRemoved(state().findings.find(({ title }) => title === 'spleen')?.id ?? ('' as never));
    stateBodyPart(app, ['chest']);
    expect(await notices()).toEqual([]);
  });

  test('is asked nothing of a model that knows none of it, and who does is named', async () => {
    const { app, said, asked, shown } = await withScanOf(HEAD);
    expect(shown()).toEqual({ parts: ['head'], from: 'body-part' });
    await ask(app, EVERYTHING);
    expect(asked()).toEqual([]);
    expect(said()).toMatchObject([
      { code: 'prompt-part-unknown', details: { pack: 'Fake', parts: ['head'] } },
    ]);
  });

  test('is asked all the same where somebody wants it so, until they say what it shows', async () => {
    const { app, said, asked } = await withScanOf(HEAD);
    await ask(app, 'liver');
    expect(said()).toMatchObject([
      { code: 'prompt-beyond-part', details: { names: ['liver'], parts: ['head'] } },
    ]);
    await askBeyond(app, ['liver']);
    expect([asked(), said()]).toEqual([['liver'], []]);
    await ask(app, 'spleen');
    expect(asked()).toEqual(['liver', 'spleen']);
    stateBodyPart(app, ['head']);
    await ask(app, 'liver');
    expect(said()).toHaveLength(1);
  });

  test('that somebody says is an abdomen is asked as one', async () => {
    const { app, said, asked, shown } = await withScanOf(HEAD);
    await ask(app, EVERYTHING);
    stateBodyPart(app, ['abdomen']);
    expect([shown(), said()]).toEqual([{ parts: ['abdomen'], from: 'person' }, []]);
    await ask(app, 'liver');
    expect([asked(), said()]).toEqual([['liver'], []]);
  });
});

test('what is outside the part is named while the rest is answered', async () => {
  const { app, said, asked } = await withScanOf({ '0018,0015 CS': 'SPINE' });
  await ask(app, 'left kidney, liver');
  expect(said()).toMatchObject([{ code: 'prompt-beyond-part', details: { names: ['liver'] } }]);
  expect(asked()).toEqual(['left kidney']);
});

test('what a person has said stays with the scan when it is turned, and goes with another one', async () => {
  const { app, shown } = await withScanOf(HEAD);
  stateBodyPart(app, ['chest', 'abdomen']);
  await turnScan(app, ['left-right']);
  expect(shown()).toEqual({ parts: ['chest', 'abdomen'], from: 'person' });
  await openVolume(app, scanFile('other.nii'));
  expect(shown()).toBeUndefined();
});

test('nothing is refused of a scan of which nobody says what it shows', async () => {
  const { app, asked, said } = await withScanOf({});
  stateBodyPart(app, []);
  await ask(app, 'liver');
  expect([asked(), said()]).toEqual([['liver'], []]);
});
