import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOTICES_FILE, noticesText } from './notices.ts';

test('the notices are those of the packages that are installed (npm run notices writes them anew)', () => {
  expect(noticesText() === readFileSync(NOTICES_FILE, 'utf8')).toBe(true);
});

test('no package of the app is under a licence that asks for more than to be named', () => {
  const licenses = [...readFileSync(NOTICES_FILE, 'utf8').matchAll(/^=+\n\S+ \S+ \((.+)\)$/gm)].map(
    ([, l]) => l,
  );
  expect(licenses.length).toBeGreaterThan(20);
  const asked = licenses.filter(
    (license) => !/MIT|ISC|BSD|Apache-2\.0|0BSD|CC0|Zlib|Unlicense|BlueOak/.test(license ?? ''),
  );
  expect(asked).toEqual([]);
});
