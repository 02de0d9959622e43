import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const read = (name: string) => readFileSync(`${FOLDER}${name}`, 'utf8').replaceAll(/\/\*.*?\*\//gs, '');

type Rgb = readonly [number, number, number];

/** Colours of tokens.css by name, without those that let through what is below. */
function tokens(theme: 'light' | 'dark'): ReadonlyMap<string, Rgb> {
  const found = read('tokens.css').matchAll(
    /--([\w-]+):\s*(?:light-dark\((#[\da-f]{6}),\s*(#[\da-f]{6})\)|(#[\da-f]{6}))/g,
  );
  return new Map(
    [...found].map(([, name = '', light, dark, both]) => [
      name,
      rgb(both ?? (theme === 'light' ? light : dark) ?? ''),
    ]),
  );
}

function rgb(hex: string): Rgb {
  const part = (n: number) => Number.parseInt(hex.slice(n, n + 2), 16);
  return [part(1), part(3), part(5)];
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

test('contrast is that of WCAG', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrast(rgb('#777777'), rgb('#ffffff'))).toBeCloseTo(4.48, 2);
});

const GROUNDS = ['ground', 'panel', 'raised', 'raised-more', 'field', 'notice', 'glow', 'surrounding'];
/** What lies under buttons, fields and choices. */
const CONTROL_GROUNDS = ['ground', 'panel', 'raised', 'field'];

const on = (names: readonly string[], grounds: readonly string[]) =>
  names.flatMap((name) => grounds.map((ground) => [name, ground] as const));

/** Read on each other: 4.5 : 1. */
const TEXTS = [
  ...on(['text', 'text-muted', 'accent-strong', 'warning'], GROUNDS),
  ...on(['accent'], ['ground', 'panel', 'raised', 'field', 'notice']),
  ['text-faint', 'field'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-doubt', 'doubt'],
] as const;

/** Seen on each other: 3 : 1. Edges of what is pressed and typed in, the focus, a bar's progress, and what cannot be pressed. */
const SIGNS = [
  ...on(['line-strong', 'text-faint'], CONTROL_GROUNDS),
  ...on(['accent', 'doubt'], GROUNDS),
] as const;

describe.each(['light', 'dark'] as const)('the %s page', (theme) => {
  const of = tokens(theme);
  const ratio = ([a, b]: readonly [string, string]) => {
    const [front, back] = [of.get(a), of.get(b)];
    return front && back ? contrast(front, back) : 0;
  };

  test.each(TEXTS)('%s is read on %s', (...pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(4.5));

  test.each(SIGNS)('%s is seen on %s', (...pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(3));
});

/** What lies over images, which are black on either page. */
const OVER_IMAGES = new Set(['marks.css', 'view-tiles.css']);

test('no colour is written but in tokens.css, or a theme would not reach it', () => {
  const strays = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.css') && name !== 'tokens.css' && !OVER_IMAGES.has(name))
    .flatMap((name) =>
      (read(name).match(/#[\da-f]{3,8}\b(?![^{};]*\{)|\b(?:rgb|hsl)a?\([^)]*\)/gi) ?? []).map(
        (colour) => `${name}: ${colour}`,
      ),
    );
  expect(strays).toEqual([]);
});

test('every colour that is used has a name in tokens.css', () => {
  const named = new Set([...read('tokens.css').matchAll(/--[\w-]+(?=:)/g)].map(([name]) => name));
  const missing = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.css'))
    .flatMap((name) => [...read(name).matchAll(/var\((--[\w-]+)/g)].map(([, used = '']) => used))
    .filter((used) => !named.has(used) && !SET_IN_PLACE.has(used));
  expect(missing).toEqual([]);
});

/** Set on an element by its component. */
const SET_IN_PLACE = new Set<string>();
