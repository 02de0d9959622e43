import { readSetting, writeSetting } from './kept-settings.ts';

/** What is round the images. They themselves are on black in either. */
export type Theme = 'light' | 'dark';

const THEME = 'parse3d.theme';
/** `--ground` in styles/tokens.css, for the browser's own frame round the page. */
const FRAME: Readonly<Record<Theme, string>> = { light: '#e9edf1', dark: '#0f1113' };

/** How the page looks, over reloads; where nothing was chosen, as the system does. */
export const theme = {
  read(): Theme | undefined {
    const kept = readSetting(THEME);
    return kept === 'light' || kept === 'dark' ? kept : undefined;
  },
  choose(chosen: Theme | undefined): void {
    writeSetting(THEME, chosen);
    show(chosen);
  },
  /** To be called before anything is drawn. */
  restore(): void {
    show(theme.read());
  },
};

function show(chosen: Theme | undefined): void {
  const root = document.documentElement;
  if (chosen) root.dataset['theme'] = chosen;
  else delete root.dataset['theme'];
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const bySystem: Theme = meta.media.includes('light') ? 'light' : 'dark';
    meta.content = FRAME[chosen ?? bySystem];
  }
}
