import type { SiteFile } from './site-files.ts';

/** Together, so that one slow answer does not hold up the others. */
const AT_ONCE = 6;

/** The files of one version of the site in the browser's cache. Two versions share the files that are the same in both. */
export class KeptFiles {
  readonly #cacheName: string;
  /** From the address of each file to what it is kept under. */
  readonly #keys: ReadonlyMap<string, string>;
  #isComplete: boolean | undefined;

  /** `base`: the folder that the files' addresses begin at. */
  constructor(files: readonly SiteFile[], base: string, cacheName: string) {
    this.#cacheName = cacheName;
    this.#keys = new Map(
      files.map(({ url, revision }) => {
        const key = new URL(url, base);
        if (revision !== null) key.searchParams.set('revision', revision);
        return [new URL(url, base).href, key.href];
      }),
    );
  }

  /** Fetches what is missing. @throws Error where a file cannot be had, or there is no room; what came before stays. */
  async keep(): Promise<void> {
    const cache = await caches.open(this.#cacheName);
    const missing: [string, string][] = [];
    for (const [url, key] of this.#keys) if (!(await cache.match(key))) missing.push([url, key]);
    const one = async (): Promise<void> => {
      for (let next = missing.shift(); next; next = missing.shift()) {
        const [url, key] = next;
        // The browser has most of them already, and asks only whether they are as they were.
        const response = await fetch(url, { cache: 'no-cache' });
        if (!response.ok) throw new Error(`${url}: ${response.status}`);
        await cache.put(key, response);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    this.#isComplete = undefined;
  }

  /** Whether every file is there: else none should be handed out, for a page must be of one version. */
  async isComplete(): Promise<boolean> {
    this.#isComplete ??= (await this.#all()).every(Boolean);
    return this.#isComplete;
  }

  async match(url: string): Promise<Response | undefined> {
    const key = this.#keys.get(url);
    return key === undefined ? undefined : (await caches.open(this.#cacheName)).match(key);
  }

  async bytes(): Promise<number> {
    const blobs = await Promise.all((await this.#all()).map((response) => response?.blob()));
    return blobs.reduce((sum, blob) => sum + (blob?.size ?? 0), 0);
  }

  /** Lets go of the files that only other versions have. */
  async dropOthers(): Promise<void> {
    const cache = await caches.open(this.#cacheName);
    const own = new Set(this.#keys.values());
    const others = (await cache.keys()).filter(({ url }) => !own.has(url));
    await Promise.all(others.map((request) => cache.delete(request)));
  }

  async #all(): Promise<readonly (Response | undefined)[]> {
    const cache = await caches.open(this.#cacheName);
    return Promise.all([...this.#keys.values()].map((key) => cache.match(key)));
  }
}
