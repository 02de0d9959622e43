import { readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Duplex } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { AppError } from '#errors.ts';
import type { OpenInflate, ScanFile } from '#formats/scan-file.ts';
import { reasonOf } from './files.ts';

/** A file on disk. */
export interface GivenFile extends ScanFile {
  readonly path: string;
}

/** The files at `paths`, those in folders too. @throws AppError 'file-unreadable' where there is nothing at a path. */
export function givenFiles(paths: readonly string[]): readonly GivenFile[] {
  return paths.flatMap((path) => {
    const name = basename(path) || path;
    try {
      return statSync(path).isDirectory() ? filesIn(path, name) : [diskFile(path, name, '')];
    } catch (cause) {
      throw new AppError('file-unreadable', { name, reason: reasonOf(cause) }, { cause });
    }
  });
}

/** In the order of their names, so that numbers of scans stay. Links are not followed: one may lead back. */
function filesIn(path: string, folder: string): readonly GivenFile[] {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) return filesIn(inside, `${folder}/${entry.name}`);
    return entry.isFile() ? [diskFile(inside, entry.name, folder)] : [];
  });
}

/** Inflated bytes in one piece: Node's DecompressionStream gives 16 kB at a time, and takes about twice as long. */
const PIECE = 1 << 20;

// Node's types of streams and the browser's do not know each other.
const openInflate: OpenInflate = (format) =>
  Duplex.toWeb(
    format === 'gzip' ? createGunzip({ chunkSize: PIECE }) : createInflate({ chunkSize: PIECE }),
  ) as unknown as ReturnType<OpenInflate>;

/** Opened for each slice, for a series has more files than a program may have open. */
function diskFile(path: string, name: string, folder: string): GivenFile {
  const { size } = statSync(path);
  return {
    name,
    folder,
    path,
    size,
    openInflate,
    slice: async (from, to) => {
      try {
        const handle = await open(path);
        try {
          const target = new Uint8Array(Math.max(0, Math.min(size, to) - from));
          const { bytesRead } = await handle.read(target, 0, target.length, from);
          return target.subarray(0, bytesRead);
        } finally {
          await handle.close();
        }
      } catch (cause) {
        throw new AppError('file-unreadable', { name, reason: reasonOf(cause) }, { cause });
      }
    },
  };
}
