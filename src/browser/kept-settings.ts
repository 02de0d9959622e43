/** What is kept under a key of localStorage; undefined where nothing is, or where the browser keeps nothing. */
export function readSetting(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a setting over reloads, or no longer. */
export function writeSetting(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // It is known until the page is closed.
  }
}

const KEEPING = 'parse3d.keeps-work';

/** Whether a person has said that their work is to be kept in this browser, over reloads; undefined where they have not been asked. */
export const rememberedKeeping = {
  read(): boolean | undefined {
    const said = readSetting(KEEPING);
    return said === undefined ? undefined : said === 'yes';
  },
  write: (isKept: boolean) => writeSetting(KEEPING, isKept ? 'yes' : 'no'),
};

const LANGUAGE = 'parse3d.language';

/** The tag of the language that was chosen on the page, over reloads; absent where the browser's own list is followed. */
export const rememberedLanguage = {
  read: () => readSetting(LANGUAGE),
  write: (tag: string | undefined) => writeSetting(LANGUAGE, tag),
};
