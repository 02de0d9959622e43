import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test } from 'vitest';
import { openVolume } from '#commands/open-volume.ts';
import { segment } from '#commands/segment.ts';
import { de } from '#messages/de.ts';
import { en } from '#messages/en.ts';
import { speak } from '#messages/say.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { AppContext } from './use-app.ts';
import { Workbench } from './workbench.tsx';

/** Nothing is mounted where markup is written. */
const NOT_MOUNTED = {} as HTMLElement;

afterEach(() => speak(en));

/** What people read and hear of the page with a scan open on which all was asked for, one object open, and the table shown. */
async function page(): Promise<string> {
  const { app, state } = fakeApp();
  await openVolume(app, scanFile());
  await segment(app, 'liver, left kidney, spleen, heart');
  state().findingSelected(state().findings.find(({ kind }) => kind === 'found')?.id);
  state().tableShown(true);
  const store = { ...app.store, getInitialState: app.store.getState };
  const markup = renderToStaticMarkup(
    <AppContext value={{ ...app, store }}>
      <Workbench stage={NOT_MOUNTED} />
    </AppContext>,
  );
  const attributes = [...markup.matchAll(/ (?:aria-label|title|placeholder|alt)="([^"]*)"/g)];
  return [...attributes.map(([, text]) => text), ...markup.split(/<[^>]*>/)].join('\n');
}

test('in German no structure has its English name anywhere on the page', async () => {
  expect(await page()).toMatch(/liver.*left kidney/s);
  speak(de);
  const german = await page();
  expect(german).toMatch(/Leber/);
  expect(german).toMatch(/linke Niere/);
  expect(german.split('\n').filter((line) => /liver|kidney|spleen/i.test(line))).toEqual([]);
});
