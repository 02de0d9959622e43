import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, writeArchive } from './archive.ts';
import { EDITS, unreleased } from './edits.ts';
import { isLater, isVersion } from './version.ts';

/** Why there is no release, and what to do. */
export class NoRelease extends Error {}

interface Options {
  readonly isDryRun: boolean;
  /** Everything is tested first, which takes half an hour. */
  readonly isTested: boolean;
  /** Such as 2026-11-27. */
  readonly day: string;
  say(line: string): void;
}

interface Step {
  readonly what: string;
  run(): void;
}

/** What lies in the archive beside the page and its documents. */
const PAPERS = ['LICENSE', 'THIRD_PARTY_NOTICES.txt', 'CHANGELOG.md', 'CITATION.cff'];

/**
 * Makes version `version` of the repository in `root`: a commit, a tag and an archive. Nothing leaves the machine. Where a step fails,
 * the files that were changed are as they were, and there is neither commit nor tag.
 *
 * @throws NoRelease
 */
export function makeRelease(root: string, version: string, options: Options): void {
  const notes = checked(root, version);
  for (const { what, run } of steps(root, version, notes, options)) {
    options.say(options.isDryRun ? `would ${what}` : what);
    if (!options.isDryRun) run();
  }
  if (options.isDryRun) return;
  options.say(`Nothing was pushed. To publish: git push origin HEAD v${version}`);
  options.say(
    `and put release/parse3d-${version}.zip and .zip.sha256 where people look for them (docs/releasing.md).`,
  );
}

/** What is new. @throws NoRelease where something speaks against a release. */
function checked(root: string, version: string): string {
  if (!isVersion(version)) throw new NoRelease(`“${version}” is no version such as 1.2.3 or 1.2.3-rc.1.`);
  const { version: before } = JSON.parse(read(root, 'package.json'));
  if (!isLater(version, before))
    throw new NoRelease(`${version} does not come after ${before}. Take a later one.`);
  const changed = git(root, ['status', '--porcelain']);
  if (changed !== '') throw new NoRelease(`Commit or put away these first:\n${changed}`);
  if (git(root, ['tag', '--list', `v${version}`]) !== '') {
    throw new NoRelease(`There is a tag v${version} already. Take a later version.`);
  }
  const notes = unreleased(read(root, 'CHANGELOG.md'));
  if (notes === '') throw new NoRelease('CHANGELOG.md has nothing below “## Unreleased”. Say what is new.');
  for (const [file, edit] of Object.entries(EDITS)) {
    try {
      edit(read(root, file), version, '');
    } catch (error) {
      throw new NoRelease(`${file} ${(error as Error).message}. Mend it first.`);
    }
  }
  return notes;
}

function steps(root: string, version: string, notes: string, { isTested, day }: Options): readonly Step[] {
  const files = Object.keys(EDITS);
  const all: (Step & { readonly isOnly?: boolean })[] = [
    { what: 'run all tests', run: () => npm(root, ['test']), isOnly: isTested },
    { what: `write ${version} into ${files.join(', ')}`, run: () => edit(root, version, day) },
    { what: 'build the page', run: () => undoing(root, () => npm(root, ['run', 'build'])) },
    { what: 'build the documents', run: () => undoing(root, () => npm(root, ['run', 'docs'])) },
    {
      what: `commit “release: ${version}” and tag it v${version}`,
      run: () =>
        undoing(root, () => {
          git(root, ['commit', '--quiet', '--message', `release: ${version}`, '--', ...files]);
          git(root, [
            'tag',
            '--annotate',
            `v${version}`,
            '--cleanup=verbatim',
            '--message',
            `parse3d ${version}\n\n${notes}\n`,
          ]);
        }),
    },
    { what: `pack release/parse3d-${version}.zip with its SHA-256`, run: () => pack(root, version) },
  ];
  return all.filter(({ isOnly = true }) => isOnly);
}

function edit(root: string, version: string, day: string): void {
  for (const [file, change] of Object.entries(EDITS)) {
    writeFileSync(join(root, file), change(read(root, file), version, day));
  }
}

/** Does `act`; where that fails, the files of the version are put back. */
function undoing(root: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    git(root, ['checkout', '--quiet', 'HEAD', '--', ...Object.keys(EDITS)]);
    throw error;
  }
}

function pack(root: string, version: string): void {
  const content = new Map([
    ...filesBelow(join(root, 'dist')),
    // Beside what the page's service worker keeps: they come from the host.
    ...filesBelow(join(root, 'dist-docs'), 'docs'),
    ...PAPERS.map((name) => [name, readFileSync(join(root, name))] as const),
  ]);
  // Of the commit, so that whoever builds it again has the same bytes. Zip files know no earlier time than 1980.
  const time = new Date(Number(git(root, ['log', '-1', '--format=%ct'])) * 1000);
  writeArchive({ folder: join(root, 'release'), name: `parse3d-${version}`, time }, content);
}

const read = (root: string, file: string) => readFileSync(join(root, file), 'utf8');

function git(cwd: string, args: readonly string[]): string {
  return run(cwd, 'git', args, 'pipe');
}

function npm(cwd: string, args: readonly string[]): void {
  run(cwd, 'npm', args, 'inherit');
}

function run(cwd: string, program: string, args: readonly string[], output: 'pipe' | 'inherit'): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', output, output],
    // npm is a script on Windows.
    shell: program === 'npm' && process.platform === 'win32',
  });
  if (error || status !== 0) {
    const reason = error?.message ?? (stderr || `exit code ${status}`);
    throw new NoRelease(
      `${program} ${args.slice(0, 2).join(' ')} failed: ${reason.trim()}. Mend that, then try again.`,
    );
  }
  return (stdout ?? '').trim();
}
