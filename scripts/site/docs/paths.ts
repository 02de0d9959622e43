import { posix } from 'node:path';

/** Where the page that `source`, a Markdown file of the repository, becomes is in the site. */
export function pagePath(source: string): string {
  const below = source.startsWith('docs/') ? source.slice('docs/'.length) : `project/${source.toLowerCase()}`;
  return below.replace(/\.md$/i, '.html').replace(/(^|\/)readme\.html$/i, '$1index.html');
}

/** Where a file that is handed out as it is lies in the site. */
export function filePath(source: string): string {
  return source.startsWith('docs/') ? source.slice('docs/'.length) : `files/${source}`;
}

/** From one file of the site to another; the site may lie anywhere. */
export function relativePath(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to) || posix.basename(to);
}

/** The id that a heading has, as GitHub makes it, so that links hold there too. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}
