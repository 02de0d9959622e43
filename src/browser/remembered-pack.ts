import { readSetting as read, writeSetting as write } from './kept-settings.ts';

const PACK = 'parse3d.pack';
const LOADING = 'parse3d.pack-loading';
const ROUTING = 'parse3d.routing';
const ROUTINGS = ['best', 'first', 'only'] as const;

/** Which pack answers, over reloads, and whether the page died of loading it. Without storage nothing is remembered. */
export const rememberedPack = {
  read: () => read(PACK),
  write: (manifestUrl: string | undefined) => write(PACK, manifestUrl),
  /** The page went without a word while a pack was loading: the browser ended it, most likely for want of memory. */
  diedLoading: () => read(LOADING) !== undefined,
  readRouting: () => ROUTINGS.find((each) => each === read(ROUTING)),
  writeRouting: (routing: (typeof ROUTINGS)[number]) => write(ROUTING, routing),
  loading(isLoading: boolean): void {
    write(LOADING, isLoading ? 'yes' : undefined);
    // Not called when the page dies; when it is closed or reloaded, it is.
    if (isLoading) window.addEventListener('pagehide', () => write(LOADING, undefined), { once: true });
  },
};
