import { readdirSync, realpathSync, statSync } from 'node:fs';
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
  const found = paths.flatMap((path) => {
    const name = basename(path) || path;
    try {
      return statSync(path).isDirectory()
        ? filesIn(path, name)
        : [diskFile(path, name, ''), ...dataBeside(path, name)];
    } catch (cause) {
      throw new AppError('file-unreadable', { name, reason: reasonOf(cause) }, { cause });
    }
  });
  // Whoever gives both means one.
  return [...new Map(found.map((file) => [resolve(file.path), file])).values()];
}

/** The voxels that lie beside the header at `path`, by the names that programs give them. */
function dataBeside(path: string, name: string): readonly GivenFile[] {
  const [header, endings = []] =
    Object.entries(BESIDE).find(([ending]) => name.toLowerCase().endsWith(ending)) ?? [];
  const stem = name.slice(0, name.length - (header?.length ?? 0)).toLowerCase();
  const wanted = endings.map((ending) => stem + ending);
  if (wanted.length === 0) return [];
  const beside = readdirSync(dirname(path), { withFileTypes: true });
  return beside
    .filter((entry) => !entry.isDirectory() && wanted.includes(entry.name.toLowerCase()))
    .map((entry) => diskFile(join(dirname(path), entry.name), entry.name, ''));
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
