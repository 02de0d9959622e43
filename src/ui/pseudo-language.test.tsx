import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test } from 'vitest';
import { en, type Messages } from '#messages/en.ts';
import { LANGUAGE_NAMES } from '#messages/languages.ts';
import { say, speak } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import { fakeApp } from '#testing/fake-app.ts';
import { AppContext } from './use-app.ts';
import { Workbench } from './workbench.tsx';

const FOREIGN = '«…»';

/** A catalogue whose every text is «…», to any depth, whatever it is given. */
function foreign(value: unknown): unknown {
  if (value === undefined || typeof value === 'string') return value && FOREIGN;
  if (typeof value === 'function') return () => FOREIGN;
  if (Array.isArray(value)) return value.map(foreign);
  return Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, foreign(each)]));
}

/** Nothing is mounted where markup is written. */
const NOT_MOUNTED = {} as HTMLElement;

afterEach(() => speak(en));

/** What the page shows before a scan is open, as people read and hear it. */
function welcomeScreen(): readonly string[] {
  const markup = renderToStaticMarkup(
    <AppContext value={fakeApp().app}>
      <Workbench stage={NOT_MOUNTED} />
    </AppContext>,
  );
  const attributes = [...markup.matchAll(/ (?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  );
  const texts = markup.split(/<[^>]*>/);
  return [...attributes, ...texts].filter((text) => /\p{L}/u.test(text));
}

test('in another language no English is left on the welcome screen, but for names of the page and of languages', () => {
  expect(welcomeScreen()).toContain('Name a structure. See it in 3D.');
  speak(foreign(en) as Messages);
  expect(new Set(welcomeScreen())).toEqual(new Set(['parse', '3d', ...Object.values(LANGUAGE_NAMES)]));
});

test('refusals are told in the language that is spoken, too', () => {
  speak(foreign(en) as Messages);
  expect(wording({ code: 'prompt-empty', details: {} })).toBe(FOREIGN);
  expect(say.findings.title).toBe(FOREIGN);
});
