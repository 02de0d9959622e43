/** Names of ours begin so: other pages may share the origin. */
const OWN = /^parse3d/;
/** What packs, features of slices and sessions are kept in, in the origin's private file system. */
const FOLDERS = ['packs', 'exports', 'features', 'sessions'] as const;

/**
 * Removes all that parse3d has put into this browser: packs, kept features, the page's files, what is remembered, the work on scans
 * where it is kept. @throws where a file is in use; what was removed before stays removed.
 */
export async function removeKeptData(site: URL): Promise<void> {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (OWN.test(key)) storage.removeItem(key);
  }
  for (const name of await caches.keys()) if (OWN.test(name)) await caches.delete(name);
  const root = await navigator.storage.getDirectory();
  for (const folder of FOLDERS) await root.removeEntry(folder, { recursive: true }).catch(unlessAbsent);
  await (await navigator.serviceWorker.getRegistration(site))?.unregister();
}

function unlessAbsent(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
}
