import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

/** A copy of the project that is measured from outside. */
export interface Checkout {
  readonly folder: string;
  /** Its commit; with a plus where files differ from it. */
  readonly version: string;
}

export interface Served {
  readonly origin: string;
  readonly dist: string;
  readonly stop: () => void;
}

/** @throws Error where `folder` is no checkout that can run. */
export function checkoutAt(folder: string): Checkout {
  const path = resolve(folder);
  for (const needed of ['src/cli/parse.ts', 'node_modules']) {
    if (!existsSync(join(path, needed)))
      throw new Error(`${path} has no ${needed}. Check it out and run npm ci there.`);
  }
  const commit = git(path, ['rev-parse', '--short=7', 'HEAD']);
  const changed = git(path, ['status', '--porcelain', '--untracked-files=no']) !== '';
  return { folder: path, version: `${commit}${changed ? '+' : ''}` };
}

function git(cwd: string, args: readonly string[]): string {
  return spawnSync('git', args, { cwd, encoding: 'utf8' }).stdout.trim();
}

/** Builds the checkout's page, with source maps that tell a trace whose code it is, and serves it as its own preview does. */
export async function serve({ folder }: Checkout): Promise<Served> {
  const vite = join(folder, 'node_modules/vite/bin/vite.js');
  const build = spawnSync(process.execPath, [vite, 'build', '--sourcemap', 'hidden', '--logLevel', 'error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (build.status !== 0) throw new Error(`The page in ${folder} could not be built.`);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const args = [vite, 'preview', '--port', String(port), '--strictPort'];
  const server = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
  process.once('exit', () => server.kill());
  try {
    await answers(origin, server);
  } catch (error) {
    server.kill();
    throw error;
  }
  return { origin, dist: join(folder, 'dist'), stop: () => server.kill() };
}

async function answers(origin: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 150 && server.exitCode === null; tries++) {
    const response = await fetch(origin).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((again) => setTimeout(again, 200));
  }
  throw new Error(`Nothing answers at ${origin}.`);
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => found(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
