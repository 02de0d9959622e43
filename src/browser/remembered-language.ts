import { readSetting, writeSetting } from './kept-setting.ts';

const LANGUAGE = 'parse3d.language';

/** The tag of the language that was chosen on the page, over reloads; absent where the browser's own list is followed. */
export const rememberedLanguage = {
  read: () => readSetting(LANGUAGE),
  write: (tag: string | undefined) => writeSetting(LANGUAGE, tag),
};
