import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Duplex } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { AppError } from '#errors.ts';
import { BESIDE } from '#formats/formats.ts';
import type { OpenInflate, ScanFile } from '#formats/scan-file.ts';
import { reasonOf } from './files.ts';

/** A file on disk. */
export interface GivenFile extends ScanFile {
  readonly path: string;
}

/** The files at `paths`, those in folders too, and beside a header that holds no voxels the file of its name that may hold them. @throws AppError 'file-unreadable' where there is nothing at a path. */
export function givenFiles(paths: readonly string[]): readonly GivenFile[] {
  const given = paths.flatMap((path) => {
    const name = basename(path) || path;
    try {
      return statSync(path).isDirectory() ? filesIn(path, name) : [diskFile(path, name, '')];
    } catch (cause) {
      throw new AppError('file-unreadable', { name, reason: reasonOf(cause) }, { cause });
    }
  });
  const known = new Set(given.map(({ path }) => resolve(path)));
  const beside = paths.flatMap((path) => dataBeside(path, basename(path)));
  return [...given, ...beside.filter(({ path }) => !known.has(resolve(path)))];
}

/** Of a header, looked at. */
const HEAD_BYTES = 1 << 16;

/** The voxels that lie beside the header at `path` under its name: what a header of text names, else the first that there is. */
function dataBeside(path: string, name: string): readonly GivenFile[] {
  const [ending, endings = []] =
    Object.entries(BESIDE).find(([header]) => name.toLowerCase().endsWith(header)) ?? [];
  if (ending === undefined || !statSync(path).isFile()) return [];
  const folder = dirname(path);
  const there = namesIn(folder);
  const stem = name.slice(0, -ending.length).toLowerCase();
  const found = endings.flatMap((each) => there.filter((other) => other.toLowerCase() === stem + each));
  if (found.length === 0) return [];
  const head = headOf(path);
  const isText = !head.includes('\0');
  const wanted = isText ? found.filter((other) => head.includes(other)) : found.slice(0, 1);
  return wanted.map((other) => diskFile(join(folder, other), other, ''));
}

/** Of a folder that may be looked into; else the file that was given is all that there is. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function headOf(path: string): string {
  const bytes = Buffer.alloc(HEAD_BYTES);
  const file = openSync(path, 'r');
  try {
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

/** Those of a folder; a file that a link in it leads to bears the link’s name, and no other beside it. */
function filesIn(path: string, name: string): readonly GivenFile[] {
  const real = realpathSync(path);
  const found = [...filesWithin({ path, folder: name, real }, [real])];
  const targets = new Set(found.flatMap(({ real, isLink }) => (isLink ? [real] : [])));
  return found.filter(({ real, isLink }) => isLink || !targets.has(real)).map(({ file }) => file);
}

interface Found {
  readonly file: GivenFile;
  /** Its path without a link, or where the link that it is leads. */
  readonly real: string;
  readonly isLink: boolean;
}

/** A folder in which files are looked for. */
interface Within {
  readonly path: string;
  /** As its files are told to lie in. */
  readonly folder: string;
  /** Its path without a link. */
  readonly real: string;
}

/** In the order of their names, so that numbers of scans stay. `roots`: real paths of folders whose files are all found. */
function* filesWithin({ path, folder, real }: Within, roots: string[]): Generator<Found> {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const { name } = entry;
    const inside = join(path, name);
    const below = { path: inside, folder: `${folder}/${name}`, real: join(real, name) };
    if (entry.isSymbolicLink()) yield* filesBehind(inside, name, folder, roots);
    else if (entry.isDirectory()) yield* roots.includes(below.real) ? [] : filesWithin(below, roots);
    else if (entry.isFile()) yield { file: diskFile(inside, name, folder), real: below.real, isLink: false };
  }
}

/** Those that a link leads to, under its name. */
function* filesBehind(link: string, name: string, folder: string, roots: string[]): Generator<Found> {
  const target = targetOf(link);
  if (target instanceof Error) {
    yield { file: lostFile(link, name, folder, target), real: link, isLink: true };
  } else if (target.isFile) {
    yield { file: diskFile(link, name, folder), real: target.path, isLink: true };
  } else if (target.isFolder && isNew(target.path, roots)) {
    yield* filesWithin({ path: link, folder: `${folder}/${name}`, real: target.path }, roots);
  }
}

/**
 * Notes a folder that a link leads to, unless it lies where all is found anyway or holds the folder that was given: a link may lead back. One that
 * holds what another link leads to has more beside it.
 */
function isNew(path: string, roots: string[]): boolean {
  const [given = ''] = roots;
  if (isWithin(path, given) || roots.some((root) => isWithin(root, path))) return false;
  roots.push(path);
  return true;
}

/** Where a link leads; why it leads nowhere. */
function targetOf(link: string) {
  try {
    const stats = statSync(link);
    return { path: realpathSync(link), isFolder: stats.isDirectory(), isFile: stats.isFile() };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A file that somebody links to and that is not there: it is told so, and not passed over. */
function lostFile(path: string, name: string, folder: string, cause: Error): GivenFile {
  const slice = () =>
    Promise.reject(new AppError('file-unreadable', { name, reason: reasonOf(cause) }, { cause }));
  return { name, folder, path, size: 0, openInflate, slice };
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
