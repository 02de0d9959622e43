import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { ownFolder } from '#testing/own-folder.ts';
import { makeRelease, NoRelease } from './make-release.ts';
import { isLater } from './version.ts';

const BUILD = `
const { mkdirSync, writeFileSync, readFileSync } = require('node:fs');
const [, , folder, fails] = process.argv;
if (fails === 'fails') process.exit(1);
mkdirSync(folder + '/assets', { recursive: true });
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync(folder + '/index.html', folder + ' ' + version);
writeFileSync(folder + '/assets/a.js', 'x'.repeat(5000));
writeFileSync(folder + '/assets/a.js.map', '{}');
`;

const FILES = {
  'package.json': `{
  "name": "some",
  "version": "0.1.0",
  "scripts": { "build": "node build.cjs dist", "docs": "node build.cjs dist-docs" }
}
`,
  'package-lock.json': `{
  "name": "some",
  "version": "0.1.0",
  "packages": {
    "": {
      "name": "some",
      "version": "0.1.0"
    },
    "node_modules/other": {
      "version": "0.1.0"
    }
  }
}
`,
  'CITATION.cff': 'title: some\nversion: 0.0.9\ndate-released: 2020-01-01\n',
  'CHANGELOG.md':
    '# Changelog\n\n## Unreleased\n\n### New\n- A thing.\n\n## App 0.1.0 (2026-01-01)\n- Old.\n',
  LICENSE: 'MIT\n',
  'THIRD_PARTY_NOTICES.txt': 'others\n',
  '.gitignore': 'dist/\ndist-docs/\nrelease/\n',
  'build.cjs': BUILD,
};

function repository(others: Readonly<Record<string, string>> = {}) {
  const root = ownFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  for (const [path, text] of Object.entries({ ...FILES, ...others })) writeFileSync(join(root, path), text);
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'a');
  git('config', 'user.email', 'a@b');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  const said: string[] = [];
  const release = (version: string, isDryRun = false) =>
    makeRelease(root, version, {
      isDryRun,
      isTested: false,
      day: '2026-11-27',
      say: (line) => said.push(line),
    });
  return { root, git, release, said, read: (path: string) => readFileSync(join(root, path), 'utf8') };
}

test('a release is one commit with the version in every file that names it, a tag with what is new, and an archive', () => {
  const { root, git, release, read } = repository();
  release('0.2.0');
  expect(git('log', '--format=%s')).toBe('release: 0.2.0\nfirst\n');
  expect(git('status', '--porcelain')).toBe('');
  expect(git('diff', '--stat', '--name-only', 'HEAD~1').trim().split('\n')).toEqual([
    'CHANGELOG.md',
    'CITATION.cff',
    'package-lock.json',
    'package.json',
  ]);
  expect(JSON.parse(read('package.json')).version).toBe('0.2.0');
  const lock = JSON.parse(read('package-lock.json'));
  expect([lock.version, lock.packages[''].version, lock.packages['node_modules/other'].version]).toEqual([
    '0.2.0',
    '0.2.0',
    '0.1.0',
  ]);
  expect(read('CITATION.cff')).toBe('title: some\nversion: 0.2.0\ndate-released: 2026-11-27\n');
  expect(read('CHANGELOG.md')).toContain(
    '## Unreleased\n\n## App 0.2.0 (2026-11-27)\n\n### New\n- A thing.\n\n## App 0.1.0',
  );
  expect(git('tag', '--list', '--format=%(refname:short) %(objecttype) %(contents)').trim()).toBe(
    'v0.2.0 tag parse3d 0.2.0\n\n### New\n- A thing.',
  );
  const zip = readFileSync(join(root, 'release/parse3d-0.2.0.zip'));
  const files = unzipSync(zip);
  expect(Object.keys(files)).toEqual(
    [
      ...['CHANGELOG.md', 'CITATION.cff', 'LICENSE', 'THIRD_PARTY_NOTICES.txt', 'assets/a.js'],
      ...['docs/assets/a.js', 'docs/index.html', 'index.html'],
    ].map((path) => `parse3d-0.2.0/${path}`),
  );
  expect(strFromU8(files['parse3d-0.2.0/index.html'] ?? new Uint8Array())).toBe('dist 0.2.0');
  const hash = createHash('sha256').update(zip).digest('hex');
  expect(read('release/parse3d-0.2.0.zip.sha256')).toBe(`${hash}  parse3d-0.2.0.zip\n`);
});

test('a dry run says each step and changes nothing', () => {
  const { root, git, release, said } = repository();
  release('0.2.0', true);
  expect(said).toEqual([
    'would write 0.2.0 into package.json, package-lock.json, CITATION.cff, CHANGELOG.md',
    'would build the page',
    'would build the documents',
    'would commit “release: 0.2.0” and tag it v0.2.0',
    'would pack release/parse3d-0.2.0.zip with its SHA-256',
  ]);
  expect(git('log', '--format=%s') + git('tag') + git('status', '--porcelain')).toBe('first\n');
  expect(existsSync(join(root, 'dist'))).toBe(false);
});

test('there is no release of what is not committed, not later, tagged already, or of which nothing is new', () => {
  const { root, git, release } = repository();
  expect(() => release('0.1')).toThrow('no version such as');
  expect(() => release('0.1.0')).toThrow('does not come after 0.1.0');
  git('tag', 'v0.3.0');
  expect(() => release('0.3.0')).toThrow('There is a tag v0.3.0 already');
  writeFileSync(join(root, 'new.txt'), '');
  expect(() => release('0.2.0')).toThrow('?? new.txt');
  const nothing = repository({ 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n## App 0.1.0\n- Old.\n' });
  expect(() => nothing.release('0.2.0')).toThrow('nothing below “## Unreleased”');
  const odd = repository({ 'CITATION.cff': 'title: some\n' });
  expect(() => odd.release('0.2.0')).toThrow('CITATION.cff has no version');
});

test('where a build fails, there is neither commit nor tag, and the files are as they were', () => {
  const failing = FILES['package.json'].replace('build.cjs dist-docs', 'build.cjs dist-docs fails');
  const { git, release } = repository({ 'package.json': failing });
  expect(() => release('0.2.0')).toThrow(NoRelease);
  expect(git('log', '--format=%s') + git('tag') + git('status', '--porcelain')).toBe('first\n');
});

test('versions follow each other by their numbers, candidates before what they are candidates of', () => {
  const order = ['0.1.0', '0.9.0', '0.10.0', '1.0.0-rc.2', '1.0.0-rc.10', '1.0.0', '1.0.1'];
  for (const [n, version] of order.entries()) {
    expect(order.map((other) => isLater(other, version))).toEqual(order.map((_, m) => m > n));
  }
});
