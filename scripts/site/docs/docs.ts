import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSite } from './build-site.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const HELP = `Makes a site of the documents: pages that open from any folder of any host, or from a disk, and ask for nothing elsewhere.

  npm run docs -- [--out DIR] [--repository URL]

  --out         where to (default: dist-docs)
  --repository  where the code can be read, such as https://github.com/owner/name: files that are no documents are linked there.
                Known on GitHub Actions; else they are only named
A link that leads nowhere ends it with exit code 1.
`;

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'dist-docs' },
    repository: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function main(): number {
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { files, faults } = buildSite(ROOT, { version, repository: values.repository ?? onActions() });
  if (faults.length > 0) {
    process.stderr.write(`${faults.join('\n')}\nMend these links, then try again.\n`);
    return 1;
  }
  const out = resolve(ROOT, values.out);
  if (existsSync(out) && !existsSync(join(out, 'search-documents.js'))) {
    process.stderr.write(
      `${out} is there and is no site of documents. Give --out a folder that is not there yet.\n`,
    );
    return 2;
  }
  rmSync(out, { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), content);
  }
  process.stdout.write(`${values.out}: ${files.size} files\n`);
  return 0;
}

function onActions(): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
  return server && name ? `${server}/${name}` : undefined;
}

process.exitCode = main();
