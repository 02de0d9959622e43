import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeRelease, NoRelease } from './make-release.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const HELP = `Makes a version: commit, tag, and the built page with its documents as an archive. Nothing is pushed.

  npm run release -- X.Y.Z [--test] [--dry-run]

  --test      runs all tests first
  --dry-run   checks, and says what it would do
docs/releasing.md says what to do before and after.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    test: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function main(): number {
  const [version] = positionals;
  if (values.help || version === undefined || positionals.length > 1) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  try {
    makeRelease(ROOT, version, {
      isDryRun: values['dry-run'],
      isTested: values.test,
      day: new Date().toISOString().slice(0, 10),
      say: (line) => process.stdout.write(`${line}\n`),
    });
    return 0;
  } catch (error) {
    if (!(error instanceof NoRelease)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

process.exitCode = main();
