import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#errors.ts';

const NAME = '.parse3d.lock';
/** Of a run that keeps a folder for as long as it takes. */
const LONG_NAME = '.parse3d-run.lock';
const STEP_MS = 50;
/** Between making a lock and writing whose it is there is no time at all: one without a name is of a run that died there. */
const NAMELESS_MS = 10_000;

/** What says of a lock, or of a file that is being made, which run's it is. */
export function holder(): string {
  return `${process.pid} ${hostname()}`;
}

/**
 * Runs `work` while no other run does so in `folder`. What a run that was killed has left behind is taken away.
 * @throws AppError 'results-unwritable' where another run holds the folder for `patienceMs`: `work` takes far less.
 */
export async function withFolder<T>(folder: string, work: () => T, patienceMs = 60_000): Promise<T> {
  const lock = join(folder, NAME);
  const until = Date.now() + patienceMs;
  while (!taken(lock)) {
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

/**
 * Keeps `folder` for this run alone until the function that comes back is called; a short lock is still taken for every change.
 * @throws AppError 'results-unwritable' where another run that lives has it.
 */
export function holdFolder(folder: string): () => void {
  const lock = join(folder, LONG_NAME);
  if (!taken(lock)) {
    breakStale(lock);
    if (!taken(lock)) {
      const reason = `another run over many scans is at work there; if there is none, delete ${lock}`;
      throw new AppError('results-unwritable', { folder, reason });
    }
  }
  return () => rmSync(lock, { force: true });
}

/** Whether the lock could be made: by one run alone, since a file that is there is never overwritten. */
function taken(lock: string): boolean {
  let file: number;
  try {
    file = openSync(lock, 'wx');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeFileSync(file, holder());
    return true;
  } catch (error) {
    // A disk that is full has made the file and takes nothing into it.
    rmSync(lock, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function breakStale(lock: string): void {
  const held = read(lock);
  if (held === undefined || !(held === '' ? isOld(lock) : hasEnded(held))) return;
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    // Another run may have broken and made it meanwhile: then it is handed back.
    if (read(aside) !== held) linkSync(aside, lock);
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

function isOld(path: string): boolean {
  const { mtimeMs = Date.now() } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return Date.now() - mtimeMs > NAMELESS_MS;
}

/** The run of `whose` (see `holder`) was of this machine and has ended. */
export function hasEnded(whose: string): boolean {
  const [, pid, host] = /^(\d+) (.+)$/.exec(whose) ?? [];
  if (pid === undefined || host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
