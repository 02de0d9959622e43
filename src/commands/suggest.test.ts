import { afterEach, expect, test } from 'vitest';
import { de } from '#messages/de.ts';
import { en } from '#messages/en.ts';
import { speak } from '#messages/say.ts';
import type { Structure } from '#model/manifest.ts';
import { fakeApp } from '#testing/fake-app.ts';
import { FAKE_MODEL } from '#testing/fake-engine.ts';
import { accept, suggest } from './suggest.ts';

afterEach(() => speak(en));

/** An app whose model calls its structures so, and knows them by these other names too. */
function appThatKnows(names: Readonly<Record<string, string[]>>) {
  const { app, state } = fakeApp();
  const [like] = FAKE_MODEL.structures;
  const structures = Object.entries(names).map(([name, synonyms], n): Structure => {
    if (!like) throw new Error('The fake model knows nothing.');
    return { ...like, id: `s${n}` as Structure['id'], name, synonyms };
  });
  state().modelChanged({ at: 'ready', model: { ...FAKE_MODEL, structures, groups: [] } });
  return app;
}

test('a suggestion has its name in the language of the page, and what is typed for it is that, where the pack reads it', () => {
  const app = appThatKnows({
    liver: ['Leber'],
    'left kidney': ['linke Niere'],
    'right kidney': ['rechte Niere'],
  });
  speak(de);
  const [liver] = suggest(app, 'le');
  expect(liver).toMatchObject({ shown: 'Leber', via: undefined });
  expect(liver && accept('Milz, le', liver)).toBe('Milz, Leber');
  expect(suggest(app, 'left').map(({ shown, via }) => [shown, via])).toEqual([
    ['linke Niere', 'left kidney'],
  ]);
});

test('another name is shown as the reason only where the name itself has not what was typed', () => {
  const app = appThatKnows({ 'left kidney': ['l. kid', 'left renal organ'] });
  const via = (text: string) => suggest(app, text).map((each) => each.via);
  expect([via('kid'), via('spleen, left kid'), via('renal')]).toEqual([
    [undefined],
    [undefined],
    ['left renal organ'],
  ]);
});

test('the pack’s own name is typed where it would not read the other', () => {
  const app = appThatKnows({ brainstem: [], liver: ['Hirnstamm'] });
  speak(de);
  const offered = suggest(app, 'brain');
  expect(offered).toEqual([{ name: 'brainstem', shown: 'Hirnstamm', typed: 'brainstem', via: 'brainstem' }]);
});
