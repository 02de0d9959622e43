import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { referencePages } from './pages.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = 'docs/reference';

mkdirSync(join(ROOT, FOLDER), { recursive: true });
for (const [name, text] of await referencePages(ROOT)) {
  writeFileSync(join(ROOT, FOLDER, name), text);
  process.stdout.write(`${FOLDER}/${name}\n`);
}
