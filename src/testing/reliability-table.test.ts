import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** File and a part of a test's name, of each row of the tables of faults. */
const ROWS = [
  ...read('docs/reliability.md')
    .split(/^## /m)
    .filter((section) => section.startsWith('Faults'))
    .join()
    .matchAll(/\| `([\w/.-]+\.(?:spec|test)\.ts)`: ([^|]+?) \|$/gm),
].map(([, file = '', name = '']) => [file, name] as const);

test('the tables of faults have rows', () => {
  expect(ROWS.length).toBeGreaterThan(30);
});

test.each(ROWS)('%s has a test of which the tables say “%s”', (file, name) => {
  expect(read(file)).toContain(name);
});
