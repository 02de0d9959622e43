import { afterEach, expect, test } from 'vitest';
import { de } from '#messages/de.ts';
import { en } from '#messages/en.ts';
import { speak } from '#messages/say.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { undo } from './edit/undo.ts';
import { openVolume } from './open-volume.ts';
import { renameFinding } from './rename-finding.ts';
import { segment } from './segment.ts';

afterEach(() => speak(en));

async function answered(text: string) {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await segment(fake.app, text);
  const rename = (n: number, name: string) => {
    const finding = fake.state().findings[n];
    if (finding) renameFinding(fake.app, finding.id, name);
  };
  const titles = () => fake.state().findings.map(({ title }) => title);
  return { ...fake, rename, titles };
}

test('a new name stays when the object is asked for again, and it is still the same structure', async () => {
  const { app, state, rename } = await answered('liver');
  rename(0, '  graft,\n segment 2 ');
  await segment(app, 'the liver please');
  expect(state().findings).toMatchObject([{ title: 'graft, segment 2', structure: 'liver' }]);
});

test('a name that is left as the page says it is no new name', async () => {
  const { state, rename } = await answered('liver');
  speak(de);
  rename(0, 'Leber');
  expect(state().findings).toMatchObject([{ title: 'liver' }]);
  expect(state().findings[0]).not.toHaveProperty('isRenamed');
  rename(0, 'Leber vor OP');
  expect(state().findings).toMatchObject([{ title: 'Leber vor OP', isRenamed: true }]);
});

test('no two findings have one name, whoever gave it', async () => {
  const { app, rename, titles } = await answered('liver, spleen');
  rename(1, 'liver');
  expect(titles()).toEqual(['liver', 'liver (2)']);
  rename(0, 'left kidney');
  await segment(app, 'left kidney');
  expect(titles()).toEqual(['left kidney', 'liver (2)', 'left kidney (2)']);
});

test('an empty name, the same name and a name for what was not found change nothing', async () => {
  const { state, rename, titles } = await answered('liver, livre');
  const before = state().findings;
  rename(0, '  ');
  rename(0, 'liver');
  rename(1, 'lever');
  expect(state().findings).toBe(before);
  expect(titles()).toEqual(['liver', 'livre']);
});

test('a new name can be undone', async () => {
  const { app, rename, titles } = await answered('liver');
  rename(0, 'graft');
  undo(app);
  expect(titles()).toEqual(['liver']);
});
