import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { reasonOf } from '#cli/files.ts';
import { AppError } from '#errors.ts';

/** What is listed together, as “npm run read” would: a scan lies in one of these. */
export interface Unit {
  readonly paths: readonly string[];
  /** Somebody named these files, and not a folder that they are in. */
  readonly isNamed: boolean;
  /** What the names of results are to begin with. */
  readonly wished: string | undefined;
}

/** Of paths and patterns on the command line: a folder is a unit, and so are the files of one folder. */
export function unitsOf(given: readonly string[]): readonly Unit[] {
  const units: Unit[] = [];
  const files = new Map<string, string[]>();
  for (const path of given.flatMap(matching)) {
    const { isFolder } = look(path);
    if (isFolder) units.push({ paths: [path], isNamed: false, wished: undefined });
    else files.set(dirname(path), [...(files.get(dirname(path)) ?? []), path]);
  }
  const ofFiles = [...files.values()].map((paths) => ({ paths, isNamed: true, wished: undefined }));
  return [...units, ...ofFiles];
}

/** A pattern’s matches, in the order of their names; what is no pattern, or is there under that very name, as it is. */
function matching(path: string): readonly string[] {
  if (look(path).isThere || !isDynamicPattern(path)) return [path];
  const found = globSync([path], { absolute: isAbsolute(path), onlyFiles: false, expandDirectories: false })
    .map(withoutSlash)
    .sort();
  return found.length > 0 ? found : [path];
}

/**
 * Of a list: a path a line, and behind a tab what the names of its results begin with. Empty lines and those that begin with # are
 * passed over. `path` is a file, or - for standard input.
 * @throws AppError 'arguments-invalid' where it cannot be read.
 */
export function unitsInList(path: string): readonly Unit[] {
  const lines = listText(path).split(/\r?\n/);
  return lines.flatMap((line): readonly Unit[] => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [where = '', name] = line.split('\t').map((part) => unquoted(part.trim()));
    return [{ paths: [where], isNamed: !look(where).isFolder, wished: name || undefined }];
  });
}

/** Spreadsheets put what has a comma or a quotation mark in it into quotation marks. */
function unquoted(cell: string): string {
  return /^".+"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

/** Spreadsheets begin a text with a mark of its encoding, and may write 16 bits a letter. */
function listText(path: string): string {
  try {
    const bytes = readFileSync(path === '-' ? 0 : path);
    const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
    return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
  } catch (cause) {
    const reason = `--list: ${basename(path)} cannot be read: ${reasonOf(cause)}`;
    throw new AppError('arguments-invalid', { reason }, { cause });
  }
}

function look(path: string) {
  const found = statSync(path, { throwIfNoEntry: false });
  return { isThere: found !== undefined, isFolder: found?.isDirectory() ?? false };
}

function withoutSlash(path: string): string {
  return path.replace(/[/\\]+$/, '');
}
