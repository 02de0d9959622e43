import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';

const FIXTURES = fileURLToPath(new URL('../src/testing/fixtures/dicom/', import.meta.url));

/** Everything in a case of DICOM, by path. */
function entriesOf(id: string): Readonly<Record<string, Uint8Array>> {
  return unzipSync(readFileSync(join(FIXTURES, `${id}.zip`)));
}

/** The files of a case, by their paths. */
export function filesOf(id: string): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    Object.entries(entriesOf(id)).flatMap(([path, bytes]) =>
      /^input\/.*[^/]$/.test(path) ? [[path.slice(6), bytes]] : [],
    ),
  );
}

/** What must not come out of the headers of a case. */
export function secretsOf(id: string): readonly string[] {
  const facts = JSON.parse(new TextDecoder().decode(entriesOf(id)['case.json']));
  return facts.must_not_leak;
}

/** A folder with the files of a case. */
export function folderOf(id: string, folder: string): string {
  for (const [path, bytes] of Object.entries(filesOf(id))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}
