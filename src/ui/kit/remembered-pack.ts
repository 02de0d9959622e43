const KEY = 'parse3d.pack';

/** Which pack answers, over reloads. Without storage nothing is remembered. */
export const rememberedPack = {
  read(): string | undefined {
    try {
      return localStorage.getItem(KEY) ?? undefined;
    } catch {
      return undefined;
    }
  },
  write(manifestUrl: string | undefined): void {
    try {
      if (manifestUrl === undefined) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, manifestUrl);
    } catch {
      // It answers until the page is closed.
    }
  },
};
