import type { App } from '#commands/app.ts';

/** On how many scans this browser keeps work; 0 where a person has not said that it may, and where it cannot tell. */
export async function countKept({ store, archive, sessions }: Pick<App, 'store' | 'archive' | 'sessions'>) {
  if (store.getState().keepsWork !== 'yes') return 0;
  // What is being kept of the scan that was just closed counts too.
  await sessions.keeping;
  return archive.count().catch(() => 0);
}
