import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the page finds what to ask for at once. */
const MARK = '</head>';

/**
 * Writes into the built page which files the first answer takes, so that it can ask for all of them before its worker
 * gets to them one by one. src/first-load.ts reads it.
 */
export async function nameFirstFiles(dist: string): Promise<void> {
  const names = await readdir(join(dist, 'assets'));
  const runtime = (build: string) =>
    names
      .filter((name) => name.includes(`.${build}`) && /\.(?:wasm|m?js)$/.test(name))
      // The largest first.
      .sort((a, b) => Number(b.endsWith('.wasm')) - Number(a.endsWith('.wasm')))
      .map((name) => `assets/${name}`);
  const list = {
    jspi: runtime('jspi'),
    asyncify: [...runtime('asyncify'), ...runtime('webgpu')],
    pack: await packFiles(dist, 'models/mini'),
  };
  for (const [name, files] of Object.entries(list)) {
    if (files.length < 3) throw new Error(`The build has too few files for ${name}: ${files.join(', ')}`);
  }
  const page = join(dist, 'index.html');
  const html = await readFile(page, 'utf8');
  const data = `<script type="application/json" id="first-load">${JSON.stringify(list)}</script>\n  `;
  await writeFile(page, html.replace(MARK, `  ${data}${MARK}`));
}

/** A pack's manifest and the files that it lists. */
async function packFiles(dist: string, folder: string): Promise<readonly string[]> {
  const manifest: { files: readonly { path: string }[] } = JSON.parse(
    await readFile(join(dist, folder, 'manifest.json'), 'utf8'),
  );
  return ['manifest.json', ...manifest.files.map(({ path }) => path)].map((path) => `${folder}/${path}`);
}
