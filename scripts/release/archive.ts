import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** Packed by their makers, so packing them again gains nothing. */
const PACKED = /\.(?:br|gz|png|wasm\.br|woff2)$/;

/**
 * One zip file, in which all lies in a folder of the archive's own name, and its SHA-256 beside it, as `sha256sum -c` reads it. The same
 * content at the same `time` gives the same bytes.
 */
export function writeArchive(
  { folder, name, time }: { readonly folder: string; readonly name: string; readonly time: Date },
  content: ReadonlyMap<string, Uint8Array>,
): { readonly path: string; readonly sha256: string; readonly bytes: number } {
  const files: Zippable = {};
  // Zip files have the clock of a wall: UTC's, not that of where this runs.
  const mtime = new Date(time.getTime() + time.getTimezoneOffset() * 60_000);
  for (const path of [...content.keys()].sort()) {
    const bytes = content.get(path) ?? new Uint8Array();
    files[`${name}/${path}`] = [bytes, { level: PACKED.test(path) ? 0 : 9, mtime }];
  }
  const zip = zipSync(files);
  const sha256 = createHash('sha256').update(zip).digest('hex');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.zip`);
  writeFileSync(path, zip);
  writeFileSync(`${path}.sha256`, `${sha256}  ${name}.zip\n`);
  return { path, sha256, bytes: zip.length };
}

/** Every file below `folder`, below `at` in the archive. Maps of sources are for those who build. */
export function filesBelow(folder: string, at = ''): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.map')) continue;
    const path = join(entry.parentPath, entry.name);
    const below = path.slice(folder.length + 1).replaceAll('\\', '/');
    files.set(at === '' ? below : `${at}/${below}`, readFileSync(path));
  }
  return files;
}
