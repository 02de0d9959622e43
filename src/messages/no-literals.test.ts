import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

const UI = fileURLToPath(new URL('../ui', import.meta.url));

/** Attributes that people read or hear. */
const READ = new Set([
  'aria-label',
  'aria-valuetext',
  'alt',
  'label',
  'placeholder',
  'title',
  'hint',
  'shown',
]);
/** Names, which are the same in every language. */
const NAMES = new Set(['parse', '3d', 'CPU', 'WASM']);
/** Written by the people who develop the page, for them. */
const FOR_DEVELOPERS = new Set(['useApp outside AppContext']);

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const childrenOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode);

/** Texts in `node` that are shown: what stands between tags, and in what is put there or into a read attribute. */
function shownTexts(node: Node, isShown = false): readonly string[] {
  switch (node.type) {
    case 'JSXText':
      return [String(node['value']).trim()];
    case 'JSXAttribute': {
      const { name } = node['name'] as { name: string };
      const value = node['value'];
      return isNode(value) ? shownTexts(value, READ.has(name)) : [];
    }
    case 'JSXElement':
    case 'JSXFragment':
      return childrenOf(node).flatMap((child) => shownTexts(child, child.type === 'JSXExpressionContainer'));
    // What a call is given is not what it gives, and a comparison shows neither side.
    case 'CallExpression':
    case 'BinaryExpression':
    case 'ArrowFunctionExpression':
      return childrenOf(node).flatMap((child) => shownTexts(child));
    case 'Literal':
      return isShown && typeof node['value'] === 'string' ? [node['value']] : [];
    case 'TemplateElement':
      return isShown ? [(node['value'] as { raw: string }).raw.trim()] : [];
    default:
      return childrenOf(node).flatMap((child) => shownTexts(child, isShown));
  }
}

/** Texts of several words, wherever they stand: no key, class or path has a blank between words and a capital first. */
function sentences(node: Node): readonly string[] {
  const own =
    node.type === 'Literal'
      ? node['value']
      : node.type === 'TemplateElement'
        ? (node['value'] as { raw: string }).raw
        : '';
  const found = typeof own === 'string' && /^\p{Lu}.*\p{L}{2}\s+\p{L}/su.test(own) ? [own] : [];
  return [...found, ...childrenOf(node).flatMap(sentences)];
}

function literals(name: string, source: string): readonly string[] {
  const program = parseSync(name, source).program as unknown as Node;
  return [...shownTexts(program), ...sentences(program)].filter(
    (text) => /\p{L}/u.test(text) && !NAMES.has(text) && !FOR_DEVELOPERS.has(text),
  );
}

const files = readdirSync(UI, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name),
);

test('there are components to look at', () => {
  expect(files.length).toBeGreaterThan(40);
});

test.each(files)('%s takes every text that people read from the catalogue', (name) => {
  expect(literals(name, readFileSync(join(UI, name), 'utf8'))).toEqual([]);
});

test.each([
  ['between tags', '<p>Hello</p>'],
  ['as a label', '<button aria-label="Close" />'],
  ['in a template', '<i title={`Delete $' + '{name}`} />'],
  ['as one of two', "<b>{open ? 'Pause' : say.go}</b>"],
  ['after a condition', "<b>{open && 'Pause'}</b>"],
  ['in a constant', "const TEXT = 'Not found in this scan';"],
  ['in a table', '<ul>{list.map(() => <li>Item</li>)}</ul>'],
])('a text %s would be seen', (_, source) => {
  expect(literals('planted.tsx', source)).toHaveLength(1);
});

test.each([
  '<p className="finding row">{say.about.title}</p>',
  '<i data-open={at === \'ready\'} type="button" />',
  "<b>{run('draw masks')}</b>",
  "import { Icon } from '#ui/kit/icon.tsx';",
])('no text is seen in %s', (source) => {
  expect(literals('planted.tsx', source)).toEqual([]);
});
