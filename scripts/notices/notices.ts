import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** What one package asks for, as it stands in its folder. */
interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

const HEADER = `parse3d is made with the packages below. Each keeps its own licence; its text follows the package's name.
Written by npm run notices from package-lock.json and the installed packages.
`;

/** Every package that the app or the terminal is made with and that is installed here, by name; tools for development are left out. */
function notices(): readonly Notice[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, Locked>>;
  };
  return Object.entries(packages)
    .filter(([path, { dev, optional }]) => path !== '' && !dev && !optional)
    .map(([path, { version, license = 'see its text' }]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      version,
      license,
      text: licenseText(join(ROOT, path)),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'));
}

function licenseText(folder: string): string {
  if (!existsSync(folder)) throw new Error(`${folder} is not installed; run npm ci first`);
  const files = readdirSync(folder).filter((name) => /^(?:licen[cs]e|notice|copying)(?:[.-]|$)/i.test(name));
  const texts = files.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
  return texts.length > 0 ? texts.join('\n\n') : 'The package has no file with its licence.';
}

/** The file's text. */
export function noticesText(): string {
  const parts = notices().map(
    ({ name, version, license, text }) => `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`,
  );
  return [HEADER, ...parts].join('\n').replaceAll('\r\n', '\n');
}

export const NOTICES_FILE = join(ROOT, 'THIRD_PARTY_NOTICES.txt');

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(NOTICES_FILE, noticesText());
