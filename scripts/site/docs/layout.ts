import { pagePath, relativePath } from './paths.ts';
import type { Rendered, Section } from './render.ts';

export interface NavGroup {
  readonly title: string;
  readonly links: readonly { readonly title: string; readonly source: string }[];
}

interface Given {
  readonly page: Rendered;
  readonly out: string;
  readonly order: readonly NavGroup[];
  readonly version: string;
}

/** Scripts and styles of the site alone; and nothing else is asked for. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

export function layOut({ page, out, order, version }: Given): string {
  const to = (path: string) => escaped(relativePath(out, path));
  const title = page.title === '' ? 'parse3d' : `${page.title} · parse3d`;
  return `<!doctype html>
<html lang="en" data-root="${to('index.html').replace(/index\.html$/, '')}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="${to('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${to('docs.css')}">
<script src="${to('search.js')}" defer></script>
</head>
<body>
<a class="skip" href="#main">To the text</a>
<header>
<a class="brand" href="${to('index.html')}">parse<span>3d</span> documents</a>
<a class="to-contents" href="#contents">Contents</a>
<search class="search" hidden><label for="search">Search</label><input id="search" type="search" autocomplete="off" placeholder="Search  /"><div id="found" hidden><p role="status"></p><ol></ol></div></search>
</header>
<div class="columns">
<nav id="contents" class="contents" aria-label="Documents">
${order.map((group) => navGroup(group, out)).join('\n')}
</nav>
<main id="main" tabindex="-1">
<article>
${page.html}</article>
${beside(out, order)}
</main>
${onThisPage(page.sections)}
</div>
<footer>parse3d ${escaped(version)} · Research use only. Not a medical device. · MIT</footer>
</body>
</html>
`;
}

function navGroup({ title, links }: NavGroup, out: string): string {
  const items = links.map((link) => {
    const path = pagePath(link.source);
    const isHere = path === out;
    const isAbove = path.endsWith('/index.html') && out.startsWith(path.replace(/index\.html$/, ''));
    const mark = isHere ? ' aria-current="page"' : isAbove ? ' aria-current="true"' : '';
    return `<li><a href="${escaped(relativePath(out, path))}"${mark}>${escaped(link.title)}</a></li>`;
  });
  return `<h2>${escaped(title)}</h2>\n<ul>\n${items.join('\n')}\n</ul>`;
}

/** The documents before and after this one. */
function beside(out: string, order: readonly NavGroup[]): string {
  const all = order.flatMap(({ links }) => links);
  const at = all.findIndex(({ source }) => pagePath(source) === out);
  const link = (n: number, words: string) => {
    const found = at < 0 ? undefined : all[n];
    if (!found) return '';
    const href = escaped(relativePath(out, pagePath(found.source)));
    return `<a href="${href}"><small>${words}</small> ${escaped(found.title)}</a>`;
  };
  const links = [link(at - 1, 'Before'), link(at + 1, 'Next')].filter(Boolean);
  return links.length === 0 ? '' : `<nav class="beside" aria-label="Before and next">${links.join('')}</nav>`;
}

function onThisPage(sections: readonly Section[]): string {
  const headings = sections.filter(({ level }) => level === 2);
  if (headings.length < 2) return '';
  const items = headings.map(({ id, text }) => `<li><a href="#${escaped(id)}">${escaped(text)}</a></li>`);
  return `<nav class="on-this-page" aria-label="On this page"><h2>On this page</h2><ul>${items.join('')}</ul></nav>`;
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
