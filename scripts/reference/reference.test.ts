import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cliPage } from './cli-page.ts';
import { Comments } from './comments.ts';
import { inCell } from './markdown.ts';
import { referencePages } from './pages.ts';
import { rowsOf } from './schema-rows.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('docs/reference is what `npm run reference` writes today', async () => {
  for (const [name, text] of await referencePages(ROOT)) {
    await expect(text).toMatchFileSnapshot(join(ROOT, 'docs/reference', name));
  }
});

const HELP = `Does something.

  npm run some -- PATH [--out DIR]
             [--fast]

  PATH        what to read
  --out       where to write, <name>.txt
              for each
  --fast      quickly; --slow: not so

  For many:
  --jobs      at a time

Ctrl+C ends it.`;
const OPTIONS = {
  out: { type: 'string', default: 'results' },
  fast: { type: 'boolean', default: false },
  slow: { type: 'boolean' },
  jobs: { type: 'string', multiple: true },
  help: { type: 'boolean' },
} as const;

test('a command is told with its arguments, its options in their parts, and what they are unless given', () => {
  const page = cliPage([{ name: 'some', help: HELP, options: OPTIONS }]);
  expect(page.split('\n')).toEqual(
    expect.arrayContaining([
      '## some',
      'npm run some -- PATH [--out DIR]',
      '    [--fast]',
      '| `PATH` |  |  | what to read |',
      '| `--out` | a value | `results` | where to write, &lt;name>.txt for each |',
      '| `--fast` | nothing |  | quickly; --slow: not so |',
      'For many:',
      '| `--jobs` | a value, again for each |  | at a time |',
      'Ctrl+C ends it.',
    ]),
  );
});

test('an option that --help keeps to itself, and one that it invents, are named', () => {
  const page = (options: Parameters<typeof cliPage>[0][number]['options']) => () =>
    cliPage([{ name: 'some', help: HELP, options }]);
  expect(page({ ...OPTIONS, secret: { type: 'string' } })).toThrow('some: --help does not tell --secret');
  const { jobs, ...others } = OPTIONS;
  expect(jobs).toBeDefined();
  expect(page(others)).toThrow('some: --help tells of --jobs, which is no option');
});

test('a field has the comment of its own object, also where another has a field of that name', () => {
  const comments = new Comments([
    `/** Shared. */ const axes = 1;
     const a = z.object({ /** Of the first; { not a brace. */ size: z.string(), depth: z.number(), axes });
     const b = z.object({
       /** Of the second,
        * in two lines. */
       size: z.string(),
       colour: z.object({ red: z.number() }),
     });
     /** One form. */
     z.object({ kind: z.literal('one') })`,
  ]);
  expect(comments.field('size', ['size', 'depth', 'axes'])).toBe('Of the first; { not a brace.');
  expect(comments.field('size', ['size', 'colour'])).toBe('Of the second, in two lines.');
  expect(comments.field('axes', ['axes'])).toBe('Shared.');
  const extended = new Comments(['({ /** Of few. */ file: 1 });', '({ /** Of most. */ file: 1, name: 2 });']);
  expect(extended.field('file', ['file', 'name', 'more'])).toBe('Of most.');
  expect(comments.field('depth', ['size', 'depth', 'axes'])).toBeUndefined();
  expect(comments.field('red', ['red'])).toBeUndefined();
  expect(comments.kind('one')).toBe('One form.');
});

test('fields are told with their limits, forms by their kind, and what was told before only once', () => {
  const point = {
    type: 'object',
    properties: { x: { type: 'number', exclusiveMinimum: 0 } },
    required: ['x'],
  };
  const schema = {
    properties: {
      from: point,
      list: { items: { anyOf: [point, { type: 'null' }] }, maxItems: 3 },
      rule: {
        oneOf: [
          { properties: { kind: { const: 'a' }, low: { type: 'integer', minimum: -1 } }, required: ['kind'] },
          { properties: { kind: { const: 'b' } } },
        ],
      },
    },
    required: ['from'],
  };
  expect(rowsOf(schema).map(({ path, type, isNeeded, text }) => [path, type, isNeeded, text])).toEqual([
    ['from', 'object', true, ''],
    ['from.x', 'number, > 0', true, ''],
    ['list', 'list (at most 3) of object or null', false, 'As `from`.'],
    ['rule', 'object', false, ''],
    ['rule(a).kind', '`a`', true, ''],
    ['rule(a).low', 'whole number, ≥ -1', false, ''],
    ['rule(b).kind', '`b`', false, ''],
  ]);
});

test('what would be taken for HTML or for another cell is written so that it is not', () => {
  expect(inCell('a | <scan> or `b | <c>` in *.nii')).toBe('a \\| &lt;scan> or `b \\| <c>` in \\*.nii');
});
