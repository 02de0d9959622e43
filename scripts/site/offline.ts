import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { build } from 'vite';
import type { SiteFile } from '../../src/service-worker/site-files.ts';

/** Copies for servers, and what is the service worker itself. */
const LEFT_OUT = /\.(?:br|gz|map)$|^service-worker\.js$/;
/** Packed by their makers, and asked for by such a name. */
const OWN_GZIP = /^(?:models|samples)\//;
const HASHED = /^assets\/.*-[\w-]{8}\.\w+$/;

/** Builds the service worker into `dist`, with the list of all the files that are there. */
export async function buildServiceWorker(root: string, dist: string): Promise<void> {
  const files = await siteFiles(dist);
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { SITE_FILES: JSON.stringify(files), 'process.env.NODE_ENV': '"production"' },
    resolve: { alias: [{ find: /^#/, replacement: `${join(root, 'src')}/` }] },
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: 'es2023',
      lib: {
        entry: join(root, 'src/service-worker/service-worker.ts'),
        formats: ['iife'],
        name: 'parse3d',
        fileName: () => 'service-worker.js',
      },
    },
  });
}

async function siteFiles(dist: string): Promise<readonly SiteFile[]> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const urls = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(dist, join(parentPath, name)).split(sep).join('/'))
    .filter((url) => OWN_GZIP.test(url) || !LEFT_OUT.test(url));
  const whole = urls.filter((url) => !/\.(?:br|gz)$/.test(url) || !urls.includes(url.replace(/\.\w+$/, '')));
  return Promise.all(whole.sort().map(async (url) => ({ url, ...(await facts(dist, url)) })));
}

async function facts(dist: string, url: string): Promise<Omit<SiteFile, 'url'>> {
  const runtime = /\.jspi\b/.test(url)
    ? 'jspi'
    : /\.(?:asyncify|webgpu)\b/.test(url)
      ? 'asyncify'
      : undefined;
  const bytes = HASHED.test(url) ? undefined : await readFile(join(dist, url));
  const revision = bytes ? createHash('sha256').update(bytes).digest('hex').slice(0, 16) : null;
  return { revision, ...(runtime && { runtime }) };
}
