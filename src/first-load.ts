import { fetchAhead } from '#browser/fetch-ahead.ts';
import { willReload } from '#browser/isolate-page.ts';
import { rememberedPack } from '#browser/remembered-pack.ts';
import { trustOwnScripts } from '#browser/trusted-scripts.ts';

trustOwnScripts();

// The first import of main.tsx: these files are on their way while the page's own code is still being run.

/** What scripts/site/first-load.ts has written into the built page. */
type FirstFiles = Readonly<Record<'jspi' | 'asyncify' | 'pack', readonly string[]>>;

const written = document.getElementById('first-load')?.textContent;
if (written && !willReload()) {
  const files = JSON.parse(written) as FirstFiles;
  const runtime = 'Suspending' in WebAssembly ? files.jspi : files.asyncify;
  const isEmbedded = !new URLSearchParams(location.search).has('pack') && rememberedPack.read() === undefined;
  fetchAhead([...runtime, ...(isEmbedded ? files.pack : [])]);
}
