import MarkdownIt, { type Token } from 'markdown-it';
import { slugOf } from './paths.ts';

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** A heading with the text below it, as far as the next. */
export interface Section extends Heading {
  readonly body: string;
}

export interface Rendered {
  readonly title: string;
  readonly html: string;
  /** The first is the page's title. */
  readonly sections: readonly Section[];
}

/** What becomes of a link: another address, or only its words. */
export type Target = { readonly href: string } | { readonly plain: string };

type Tokens = ReturnType<MarkdownIt['parse']>;

const markdown = new MarkdownIt({ html: false });
// A comment on a line of its own marks a place for a tool, and is not for readers.
markdown.block.ruler.before(
  'table',
  'comment',
  (state, line, _end, isSilent) => {
    const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
    if (!/^<!--(?:(?!-->).)*-->$/.test(state.src.slice(from, state.eMarks[line]).trimEnd())) return false;
    if (!isSilent) state.line = line + 1;
    return true;
  },
  { alt: ['paragraph', 'reference', 'blockquote'] },
);
// What is too wide scrolls by itself, by keys too.
markdown.renderer.rules['table_open'] = () =>
  '<div class="wide" role="region" aria-label="Table" tabindex="0"><table>\n';
markdown.renderer.rules['table_close'] = () => '</table></div>\n';

/** The page that `text` becomes. `resolve` is asked for every link and picture. */
export function render(text: string, resolve: (href: string, isPicture: boolean) => Target): Rendered {
  const tokens = markdown.parse(text, {});
  for (const { children } of tokens) resolveLinks(children ?? [], resolve);
  const sections = sectionsOf(tokens);
  let tables = 0;
  const html = markdown.renderer
    .render(tokens, markdown.options, {})
    .replaceAll('<pre>', '<pre tabindex="0">')
    // Each has a name of its own for those who go by landmarks.
    .replaceAll('aria-label="Table"', () => `aria-label="Table ${++tables}"`)
    // The site's policy lets no page bring a style of its own.
    .replaceAll(/ style="text-align:(\w+)"/g, ' class="$1"')
    .replaceAll(/<th( class="\w+")?><\/th>/g, '<td></td>');
  return { title: sections[0]?.text ?? '', html, sections };
}

type Resolve = (href: string, isPicture: boolean) => Target;

function resolveLinks(tokens: readonly Token[], resolve: Resolve): void {
  const isPlain: boolean[] = [];
  for (const token of tokens) {
    if (token.type === 'image') resolvePicture(token, resolve);
    if (token.type === 'link_open') isPlain.push(isPlainAfter(token, resolve));
    if (token.type === 'link_close' && isPlain.pop()) token.tag = 'span';
  }
}

function resolvePicture(token: Token, resolve: Resolve): void {
  const target = resolve(token.attrGet('src') ?? '', true);
  token.attrSet('src', 'href' in target ? target.href : '');
  token.attrSet('loading', 'lazy');
}

/** Whether only the words of a link are left. */
function isPlainAfter(token: Token, resolve: Resolve): boolean {
  const target = resolve(token.attrGet('href') ?? '', false);
  if ('href' in target) {
    token.attrSet('href', target.href);
    return false;
  }
  token.tag = 'span';
  token.attrs = [['title', `In the repository: ${target.plain}`]];
  return true;
}

/** Gives each heading its id, and the text between them. */
function sectionsOf(tokens: Tokens): readonly Section[] {
  const ids = new Map<string, number>();
  const sections: (Heading & { body: string })[] = [];
  for (const [n, token] of tokens.entries()) {
    const section = sections.at(-1);
    if (token.type === 'fence' && section) section.body += `${token.content} `;
    if (token.type !== 'inline') continue;
    const before = tokens[n - 1];
    const text = plainText(token.children ?? []);
    if (before?.type === 'heading_open') {
      const slug = slugOf(text);
      const count = ids.get(slug) ?? 0;
      ids.set(slug, count + 1);
      const id = count === 0 ? slug : `${slug}-${count}`;
      before.attrSet('id', id);
      sections.push({ level: Number(before.tag.slice(1)), id, text, body: '' });
    } else if (section) section.body += `${text} `;
  }
  return sections;
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content, children }) => {
      if (type === 'softbreak' || type === 'hardbreak') return ' ';
      return type === 'image' ? plainText(children ?? []) : content;
    })
    .join('');
}

/** A list of links below a heading of the second level. */
export interface Group {
  readonly title: string;
  readonly links: readonly { readonly title: string; readonly href: string }[];
}

/** The first link of each entry of the lists of `text`, by their headings. */
export function groupsOf(text: string): readonly Group[] {
  const groups: { title: string; links: { title: string; href: string }[] }[] = [];
  const tokens = markdown.parse(text, {});
  for (const [n, { type, children, level }] of tokens.entries()) {
    if (type !== 'inline' || !children) continue;
    if (tokens[n - 1]?.tag === 'h2') groups.push({ title: plainText(children), links: [] });
    const open = children.findIndex((each) => each.type === 'link_open');
    if (level < 2 || open < 0) continue;
    const close = children.findIndex((each) => each.type === 'link_close');
    const href = children[open]?.attrGet('href') ?? '';
    groups.at(-1)?.links.push({ title: plainText(children.slice(open + 1, close)), href });
  }
  return groups;
}
