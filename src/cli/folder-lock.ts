import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#errors.ts';

const NAME = '.parse3d.lock';
const STEP_MS = 50;

/**
 * Runs `work` while no other run does so in `folder`. What a run that was killed has left behind is taken away.
 * @throws AppError 'results-unwritable' where another run holds the folder for `patienceMs`: `work` takes far less.
 */
export async function withFolder<T>(folder: string, work: () => T, patienceMs = 60_000): Promise<T> {
  const lock = join(folder, NAME);
  const mine = `${process.pid} ${hostname()}`;
  const until = Date.now() + patienceMs;
  while (!taken(lock, mine)) {
    breakStale(lock);
    if (Date.now() > until) {
      const reason = `another run is writing there; if there is none, delete ${lock}`;
      throw new AppError('results-unwritable', { folder, reason });
    }
    await wait(STEP_MS);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether the lock could be made: by one run alone, since a file that is there is never overwritten. */
function taken(lock: string, holder: string): boolean {
  try {
    writeFileSync(lock, holder, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function breakStale(lock: string): void {
  const holder = read(lock);
  if (holder === undefined || !isDead(holder)) return;
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    // Another run may have broken and made it meanwhile: then it is handed back.
    if (read(aside) !== holder) linkSync(aside, lock);
  } catch {
    // Somebody else was faster.
  }
  rmSync(aside, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The run that wrote `holder` was of this machine and has ended. */
function isDead(holder: string): boolean {
  const [, pid, host] = /^(\d+) (.+)$/.exec(holder) ?? [];
  if (pid === undefined || host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
