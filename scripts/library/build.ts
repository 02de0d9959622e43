import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, type Plugin } from 'vite';

// Builds dist-lib/: the package that programs import, whole by itself. `npm pack ./dist-lib` makes a tarball of it.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT = join(ROOT, 'dist-lib');
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
const wasmBeside: Plugin = {
  name: 'wasm-beside',
  transform: {
    filter: { id: /\/formats\/dicom\/codecs\// },
    handler(code) {
      return code.replace(/new URL\(\s*'([^']+\.wasm)',\s*import\.meta\.url,?\s*\)/g, (_, path: string) => {
        const file = at(path.replace(/^(?:\.\.\/)+/, ''));
        mkdirSync(join(OUT, 'assets'), { recursive: true });
        cpSync(file, join(OUT, 'assets', basename(file)));
        return `new URL('../assets/${basename(file)}', import.meta.url)`;
      });
    },
  },
};

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
async function buildForBrowsers(): Promise<void> {
  await build({
    ...shared,
    base: './',
    worker: { format: 'es', plugins: () => [codecsWithoutNode] },
    build: {
      outDir: OUT,
      emptyOutDir: false,
      target: 'es2023',
      modulePreload: false,
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        input: { browser: at('src/library/browser.ts') },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}

async function buildForNode(): Promise<void> {
  await build({
    ...shared,
    plugins: [wasmBeside],
    ssr: { noExternal: true, external: ['onnxruntime-node'] },
    build: {
      outDir: OUT,
      emptyOutDir: false,
      target: 'node20',
      ssr: true,
      minify: false,
      rolldownOptions: {
        input: { node: at('src/library/node.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'assets/node-[name]-[hash].js' },
      },
    },
  });
}

/** The public interface, as TypeScript declares it. */
function writeTypes(): void {
  const folder = mkdtempSync(join(tmpdir(), 'parse3d-types-'));
  try {
    declareInto(folder);
    const types = readFileSync(join(folder, 'api.d.ts'), 'utf8');
    writeFileSync(join(OUT, 'index.d.ts'), `${types}export declare const createEngine: CreateEngine;\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** api.ts imports nothing, so that what it declares is all that there is to see. */
function declareInto(folder: string): void {
  const tsc = at('node_modules/typescript/bin/tsc');
  const options = ['--declaration', '--emitDeclarationOnly', '--strict', '--exactOptionalPropertyTypes'];
  const target = ['--target', 'es2023', '--lib', 'es2023,dom', '--module', 'esnext', '--types', ''];
  const given = [...options, ...target, '--ignoreConfig', '--outDir', folder, at('src/library/api.ts')];
  execFileSync(process.execPath, [tsc, ...given], { stdio: 'inherit' });
}

/** What says what the package is, and needs nothing of the page's own packages. */
function writePackage(): void {
  const { version, description, license, engines, exports, dependencies } = facts;
  const paths = JSON.parse(JSON.stringify(exports).replaceAll('./dist-lib/', './')) as typeof exports;
  const needed = { 'onnxruntime-node': dependencies['onnxruntime-node'] };
  const content = {
    ...{ name: 'parse3d', version, description, license, type: 'module', engines },
    ...{ exports: paths, dependencies: needed },
  };
  writeFileSync(join(OUT, 'package.json'), `${JSON.stringify(content, undefined, 2)}\n`);
}

rmSync(OUT, { recursive: true, force: true });
await buildForBrowsers();
await buildForNode();
writeTypes();
writePackage();
cpSync(at('public/models/mini'), join(OUT, 'models/mini'), { recursive: true });
for (const name of ['LICENSE', 'THIRD_PARTY_NOTICES.txt', 'CITATION.cff']) cpSync(at(name), join(OUT, name));
if (existsSync(at('docs/library.md'))) cpSync(at('docs/library.md'), join(OUT, 'README.md'));
