import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { AppError } from '#errors.ts';

/** @throws AppError 'file-unreadable'. */
export function readBytes(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw new AppError('file-unreadable', { name: basename(path), reason: reasonOf(cause) }, { cause });
  }
}

/** The JSON in a file. @throws AppError 'file-unreadable'. */
export function readJson(path: string): unknown {
  const text = new TextDecoder().decode(readBytes(path));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('file-unreadable', { name: basename(path), reason: 'it is not JSON' }, { cause });
  }
}

/** Makes a folder, so that what cannot be written is said before the work. @throws AppError 'arguments-invalid'. */
export function makeFolder(path: string): void {
  try {
    if (path === '') throw new Error('it has no name');
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (cause) {
    const reason = `${path || '“”'} cannot be written: ${reasonOf(whyNot(path, cause))}`;
    throw new AppError('arguments-invalid', { reason }, { cause });
  }
}

/** On a disk that is read-only Node says of a folder within it only that it is not there. */
function whyNot(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) return cause;
  let above = resolve(path);
  while (!existsSync(above) && dirname(above) !== above) above = dirname(above);
  try {
    accessSync(above, constants.W_OK);
    return cause;
  } catch (real) {
    return real;
  }
}

/**
 * Writes a file, making its folder. Under its own name it is whole or not there: until then “.part” is behind it.
 * @throws AppError 'arguments-invalid' where it may not or cannot be written.
 */
export function writeOut(path: string, content: Uint8Array | string): void {
  const part = `${path}.${process.pid}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeSynced(part, content);
    renameSync(part, path);
  } catch (cause) {
    rmSync(part, { force: true });
    throw new AppError(
      'arguments-invalid',
      { reason: `${path} cannot be written: ${reasonOf(cause)}` },
      { cause },
    );
  }
}

/** Writes a file that is not there yet, as far as the disk itself: a disk that is full says so here. */
export function writeSynced(path: string, content: Uint8Array | string): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function writeJson(path: string, content: unknown): void {
  writeOut(path, `${JSON.stringify(content, undefined, 2)}\n`);
}

/** The version of parse3d. */
export function appVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The one reason that is a scan’s own and no other’s. */
export const NAME_TOO_LONG = 'the name is too long';

/** Why the file system refused, in words. */
export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'access is denied',
    EISDIR: 'it is a folder',
    EEXIST: 'a file is in the way',
    ENOTDIR: 'a file is in the way',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EFBIG: 'no file may be so large here',
    EROFS: 'the disk is read-only',
    ENAMETOOLONG: NAME_TOO_LONG,
  };
  return known[code] ?? (cause instanceof Error ? cause.message : String(cause));
}
