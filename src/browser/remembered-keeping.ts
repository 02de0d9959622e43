import { readSetting, writeSetting } from './kept-setting.ts';

const KEEPING = 'parse3d.keeps-work';

/** Whether a person has said that their work is to be kept in this browser, over reloads; undefined where they have not been asked. */
export const rememberedKeeping = {
  read(): boolean | undefined {
    const said = readSetting(KEEPING);
    return said === undefined ? undefined : said === 'yes';
  },
  write: (isKept: boolean) => writeSetting(KEEPING, isKept ? 'yes' : 'no'),
};
