import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ownFolder } from '#testing/own-folder.ts';
import { buildSite } from './build-site.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const HOME = `# Home

## Using it
- [Tutorial](tutorial.md): first
- [Decisions](decisions/README.md)

## Elsewhere
- [Changes](../CHANGES.md)
`;

/** A repository of those files, and the site of its documents. */
function siteOf(files: Readonly<Record<string, string>>, repository?: string) {
  const root = ownFolder();
  const icon = readFileSync(join(ROOT, 'public/icon.svg'), 'utf8');
  const all = { 'public/icon.svg': icon, 'docs/README.md': HOME, 'CHANGES.md': '# Changes', ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { files: made, faults } = buildSite(root, { version: '1.2.3', repository });
  return { faults, paths: [...made.keys()], page: (path: string) => String(made.get(path)) };
}

const DOCS = { 'docs/tutorial.md': '# Tutorial', 'docs/decisions/README.md': '# Decisions' };

test('every link, picture and heading that the documents of this repository name is there', () => {
  const { files, faults } = buildSite(ROOT, { version: '0' });
  expect(faults).toEqual([]);
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['index.html', 'tutorial.html', 'reference/cli.html', 'pictures/answers.png']),
  );
});

test('pages ask for nothing outside the site, and name what they ask for from where they are', () => {
  const { files } = buildSite(ROOT, { version: '0' });
  for (const [path, content] of files) {
    if (!path.endsWith('.html')) continue;
    const asked = [...String(content).matchAll(/(?:src=|<link [^>]*href=)"([^"]*)"/g)].map(([, url]) => url);
    const up = '../'.repeat(path.split('/').length - 1);
    expect(asked).toContain(`${up}docs.css`);
    expect(asked.filter((url) => /^(?:\w+:|\/)/.test(url ?? ''))).toEqual([]);
    expect(content).not.toMatch(/ style="| on\w+="|<script>/);
  }
  expect(String(files.get('docs.css'))).not.toMatch(/url\(|@import/);
});

test('a link to a file, a heading or a picture that is not there is a fault; so is a picture from elsewhere', () => {
  const { faults } = siteOf({
    ...DOCS,
    'docs/tutorial.md': `# Tutorial
[a](gone.md) [b](decisions/README.md#lost) [c](#here) [d](/etc/passwd) [e](../../above.md) ![f](pictures/no.png) ![g](https://a.b/c.png)
[h](https://a.b) [i](decisions/README.md#a-heading-1)
## Here`,
    'docs/decisions/README.md': '# Decisions\n## A heading\n## A *heading*',
  });
  expect(faults).toEqual([
    'docs/tutorial.md: there is no gone.md',
    'docs/tutorial.md: there is no /etc/passwd',
    'docs/tutorial.md: there is no ../../above.md',
    'docs/tutorial.md: there is no pictures/no.png',
    'docs/tutorial.md: the picture https://a.b/c.png lies elsewhere',
    'docs/tutorial.md: “#lost” is no heading of docs/decisions/README.md',
  ]);
});

test('documents link to each other in the site, and to code only where it can be read', () => {
  const files = {
    ...DOCS,
    'docs/decisions/0001-first.md':
      '# First\n[up](README.md#decisions) [changes](../../CHANGES.md) [code](../../src/a.ts) [all](../../src/)',
    'src/a.ts': '',
  };
  const { page, faults } = siteOf(files);
  expect(faults).toEqual([]);
  const html = page('decisions/0001-first.html');
  expect(html).toContain('<a href="index.html#decisions">up</a>');
  expect(html).toContain('<a href="../project/changes.html">changes</a>');
  expect(html).toContain('<span title="In the repository: src/a.ts">code</span>');
  const linked = siteOf(files, 'https://host/own/it').page('decisions/0001-first.html');
  expect(linked).toContain('<a href="https://host/own/it/blob/HEAD/src/a.ts">code</a>');
  expect(linked).toContain('<a href="https://host/own/it/tree/HEAD/src">all</a>');
});

test('the sidebar is the first page’s lists, marks where one is, and a document that no list has is under More', () => {
  const { page } = siteOf({ ...DOCS, 'docs/odd.md': '# Odd one', 'docs/decisions/0001-first.md': '# First' });
  const html = page('decisions/0001-first.html');
  const nav = /<nav id="contents"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
  expect(
    [...nav.matchAll(/<h2>(.*?)<\/h2>|<a href="(.*?)"/g)].map(([, title, href]) => title ?? href),
  ).toEqual([
    'Using it',
    '../tutorial.html',
    'index.html',
    'Elsewhere',
    '../project/changes.html',
    'More',
    '../odd.html',
  ]);
  expect(nav).toContain('<a href="index.html" aria-current="true">Decisions</a>');
  expect(page('tutorial.html')).toContain('<a href="tutorial.html" aria-current="page">Tutorial</a>');
  expect(page('tutorial.html')).toContain('<a href="decisions/index.html"><small>Next</small> Decisions</a>');
});

test('what stands in a document is text, never a part of the page; the search knows it by its headings', () => {
  const { page } = siteOf({
    ...DOCS,
    'docs/tutorial.md': '# Tutorial\nFirst.\n## `a` <b> & "c"\n<script>alert(1)</script>\n\n```\n<i>\n```',
  });
  const html = page('tutorial.html');
  expect(html).not.toContain('<script>alert');
  expect(html).toContain('&lt;script&gt;alert(1)');
  const documents = JSON.parse(page('search-documents.js').replace(/^.*? = |;\n$/g, ''));
  expect(documents).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ href: 'tutorial.html', heading: 'Tutorial', text: 'First. ' }),
      expect.objectContaining({ href: 'tutorial.html#a-b--c', heading: 'a <b> & "c"', title: 'Tutorial' }),
    ]),
  );
});

test('a comment on a line of its own marks a place for a tool and is not shown, but in code it is', () => {
  const text =
    '# Tutorial\nFirst.\n\n<!-- table -->\n| a |\n|---|\n| b |\n<!-- /table -->\n\nc <!-- d -->\n\n```html\n<!-- e -->\n```';
  const html = siteOf({ ...DOCS, 'docs/tutorial.md': text }).page('tutorial.html');
  expect(html).not.toContain('table --');
  expect(html).toMatch(/<td>b<\/td>/);
  expect(html).toContain('&lt;!-- d --&gt;');
  expect(html).toContain('&lt;!-- e --&gt;');
});
