import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layOut, type NavGroup } from './layout.ts';
import { filePath, pagePath, relativePath } from './paths.ts';
import { groupsOf, type Rendered, render, type Target } from './render.ts';

/** The list of all documents, which is the first page and what the pages are put in order by. */
const HERE = fileURLToPath(new URL('.', import.meta.url));
const HOME = 'docs/README.md';

export interface Site {
  /** By their paths in the site. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Links that lead nowhere, each as a sentence. */
  readonly faults: readonly string[];
}

interface Options {
  /** Such as https://github.com/owner/name: what is in the repository and no document is linked there. Without it only named. */
  readonly repository?: string | undefined;
  readonly version: string;
}

/** The documents of the repository in `root` as pages that link to each other, from wherever they lie, and nothing outside. */
export function buildSite(root: string, options: Options): Site {
  const crawl = new Crawl(root, options.repository);
  crawl.all();
  const order = navigation(crawl);
  const files = new Map<string, string | Uint8Array>(crawl.files);
  for (const [source, page] of crawl.pages) {
    const out = pagePath(source);
    files.set(out, layOut({ page, out, order, version: options.version }));
  }
  for (const [path, content] of furniture(root, crawl.pages)) files.set(path, content);
  return { files, faults: [...crawl.faults, ...crawl.lostHeadings()] };
}

/** What all pages share. */
function furniture(
  root: string,
  pages: ReadonlyMap<string, Rendered>,
): readonly (readonly [string, string])[] {
  const text = (path: string) => readFileSync(join(HERE, path), 'utf8');
  const minisearch = join(dirname(createRequire(import.meta.url).resolve('minisearch')), '../..');
  const documents = [...pages].flatMap(([source, { title, sections }]) =>
    sections.map(({ id, text: heading, body }, n) => {
      const href = `${pagePath(source)}${n === 0 ? '' : `#${id}`}`;
      return { id: href, href, title, heading, text: body };
    }),
  );
  return [
    ['docs.css', text('docs.css') + text('docs-search.css')],
    ['search.js', text('search.js')],
    ['icon.svg', readFileSync(join(root, 'public/icon.svg'), 'utf8')],
    ['minisearch.js', readFileSync(join(minisearch, 'dist/umd/index.js'), 'utf8').replace(/^\/\/# .*$/m, '')],
    ['minisearch-license.txt', readFileSync(join(minisearch, 'LICENSE.txt'), 'utf8')],
    ['search-documents.js', `globalThis.SEARCH_DOCUMENTS = ${JSON.stringify(documents)};\n`],
  ];
}

/** Follows links from the documents to whatever Markdown of the repository they lead to. */
class Crawl {
  readonly pages = new Map<string, Rendered>();
  readonly files = new Map<string, Uint8Array>();
  readonly faults: string[] = [];
  readonly root: string;
  readonly #repository: string | undefined;
  readonly #queue: string[] = [];
  /** Links into pages: from, to and which heading. */
  readonly #headings: (readonly [from: string, to: string, id: string])[] = [];

  constructor(root: string, repository: string | undefined) {
    this.root = root;
    this.#repository = repository;
  }

  all(): void {
    this.#queue.push(HOME, ...markdownIn(this.root, 'docs'));
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const source = next;
      if (this.pages.has(source)) continue;
      const text = readFileSync(join(this.root, source), 'utf8');
      this.pages.set(
        source,
        render(text, (href, isPicture) => this.#target(source, href, isPicture)),
      );
    }
  }

  lostHeadings(): readonly string[] {
    return this.#headings
      .filter(([, to, id]) => !this.pages.get(to)?.sections.some((section) => section.id === id))
      .map(([from, to, id]) => `${from}: “#${id}” is no heading of ${to}`);
  }

  #target(from: string, href: string, isPicture: boolean): Target {
    if (/^(?:https?:|mailto:)/.test(href)) {
      if (isPicture) this.faults.push(`${from}: the picture ${href} lies elsewhere`);
      return { href };
    }
    const [path = '', id = ''] = href.split('#');
    const source = path === '' ? from : posix.join(posix.dirname(from), decodeURIComponent(path));
    if (href.startsWith('/') || source.startsWith('..') || !existsSync(join(this.root, source))) {
      this.faults.push(`${from}: there is no ${href}`);
      return { href };
    }
    return this.#inRepository(from, source.replace(/\/$/, ''), id, isPicture);
  }

  #inRepository(from: string, source: string, id: string, isPicture: boolean): Target {
    const out = pagePath(from);
    if (source.endsWith('.md')) {
      this.#queue.push(source);
      if (id !== '') this.#headings.push([from, source, id]);
      return { href: relativePath(out, pagePath(source)) + (id === '' ? '' : `#${id}`) };
    }
    const isFolder = statSync(join(this.root, source)).isDirectory();
    if (!isFolder && (isPicture || source.startsWith('docs/'))) {
      this.files.set(filePath(source), readFileSync(join(this.root, source)));
      return { href: relativePath(out, filePath(source)) };
    }
    if (this.#repository === undefined) return { plain: source };
    return { href: `${this.#repository}/${isFolder ? 'tree' : 'blob'}/HEAD/${source}` };
  }
}

/** The groups of the first page, and at the end what none of them has. */
function navigation({ pages, root }: Crawl): readonly NavGroup[] {
  const groups = groupsOf(readFileSync(join(root, HOME), 'utf8')).map(({ title, links }) => ({
    title,
    links: links
      .filter(({ href }) => href.endsWith('.md'))
      .map((link) => ({ title: link.title, source: posix.join('docs', link.href) })),
  }));
  const listed = groups.flatMap(({ links }) => links.map(({ source }) => source));
  const folders = listed.filter((source) => source.endsWith('/README.md')).map(posix.dirname);
  const more = [...pages].filter(
    ([source]) =>
      source !== HOME &&
      source.startsWith('docs/') &&
      !listed.includes(source) &&
      !folders.includes(posix.dirname(source)),
  );
  const rest = { title: 'More', links: more.map(([source, { title }]) => ({ title, source })) };
  return [...groups.filter(({ links }) => links.length > 0), ...(more.length > 0 ? [rest] : [])];
}

function markdownIn(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return markdownIn(root, path);
      return entry.name.endsWith('.md') ? [path] : [];
    });
}
