import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, type Plugin } from 'vite';
import { publicTypes } from './public-types.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const at = (path: string) => join(ROOT, path);

interface PackageFacts {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const facts = JSON.parse(readFileSync(at('package.json'), 'utf8')) as PackageFacts;

/** Codecs of DICOM read files in Node, and nothing in a browser. */
const codecsWithoutNode: Plugin = {
  name: 'codecs-without-node',
  enforce: 'pre',
  resolveId: (id, importer) =>
    /^(?:fs|path)$/.test(id) && importer?.includes('@cornerstonejs/codec-')
      ? at('scripts/site/no-node.ts')
      : undefined,
};

/** WebAssembly of the codecs, which Vite puts beside a page's files but not beside a program's. */
const wasmBeside = (out: string): Plugin => ({
  name: 'wasm-beside',
  enforce: 'pre',
  transform: {
    filter: { id: /\/formats\/dicom\/codecs\// },
    handler: (code) =>
      code.replace(/new URL\(\s*'([^']+\.wasm)',\s*import\.meta\.url,?\s*\)/g, (_, path: string) => {
        const name = basename(path);
        mkdirSync(join(out, 'assets'), { recursive: true });
        cpSync(at(path.replace(/^(?:\.\.\/)+/, '')), join(out, 'assets', name));
        // What loads it lies in assets/ too.
        return `new URL('./${name}', import.meta.url)`;
      }),
  },
});

const shared: InlineConfig = {
  root: ROOT,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  define: { APP_VERSION: JSON.stringify(facts.version), 'process.env.NODE_ENV': '"production"' },
  resolve: {
    alias: [
      { find: /^#/, replacement: at('src/') },
      { find: /^numcodecs\/.+$/, replacement: at('scripts/site/no-codec.ts') },
    ],
  },
};

/** Files of a fixed name are entries; their parts lie in assets/. */
async function buildForBrowsers(out: string): Promise<void> {
  await build({
    ...shared,
    base: './',
    worker: { format: 'es', plugins: () => [codecsWithoutNode] },
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'es2023',
      modulePreload: false,
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        input: { browser: at('src/library/browser.ts'), viewer: at('src/library/viewer.ts') },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}

async function buildForNode(out: string): Promise<void> {
  await build({
    ...shared,
    // Codecs ask where they lie, and are then given their code.
    define: { ...shared.define, __dirname: '"."', __filename: '""' },
    plugins: [wasmBeside(out)],
    ssr: { noExternal: true, external: ['onnxruntime-node'] },
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'node20',
      ssr: true,
      minify: false,
      rolldownOptions: {
        input: { node: at('src/library/node.ts') },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js', chunkFileNames: 'assets/node-[name]-[hash].js' },
      },
    },
  });
}

/** What says what the package is, and needs nothing of the page's own packages. */
function writePackage(out: string): void {
  const { version, description, license, engines, exports, dependencies } = facts;
  const paths = JSON.parse(JSON.stringify(exports).replaceAll('./dist-lib/', './')) as typeof exports;
  const needed = { 'onnxruntime-node': dependencies['onnxruntime-node'] };
  const content = {
    ...{ name: 'parse3d', version, description, license, type: 'module', engines },
    ...{ exports: paths, dependencies: needed },
  };
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(content, undefined, 2)}\n`);
}

/**
 * Makes the package that programs import in the folder `out`, whole by itself: `npm pack` makes a tarball of it. `parts`: for whom; both
 * unless given.
 */
export async function buildLibrary(
  out: string,
  parts: readonly ('browser' | 'node')[] = ['browser', 'node'],
): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  if (parts.includes('browser')) await buildForBrowsers(out);
  if (parts.includes('node')) await buildForNode(out);
  for (const [name, types] of Object.entries(publicTypes())) writeFileSync(join(out, name), types);
  writePackage(out);
  cpSync(at('public/models/mini'), join(out, 'models/mini'), { recursive: true });
  for (const name of ['LICENSE', 'THIRD_PARTY_NOTICES.txt', 'CITATION.cff'])
    cpSync(at(name), join(out, name));
  if (existsSync(at('docs/library.md'))) cpSync(at('docs/library.md'), join(out, 'README.md'));
}
