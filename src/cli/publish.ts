import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#errors.ts';
import { type EarlierResults, earlierResults, moveAside } from './earlier-results.ts';
import { reasonOf, writeSynced } from './files.ts';
import { hasEnded, holder, withFolder } from './folder-lock.ts';
import { cleaningUp } from './interrupt.ts';

export interface Place {
  readonly folder: string;
  /** What the names of files begin with, unless somebody else's files have these names. */
  readonly stem: string;
  /** Name of the scan. */
  readonly scan: string;
}

/** Writes a file whose name is the stem and `ending`. */
type Put = (ending: string, content: Uint8Array | string) => void;

export interface Published {
  /** What the names begin with. */
  readonly stem: string;
  /** Names of all that was written. */
  readonly files: readonly string[];
  /** Files in the way, which are not parse3d's and therefore were left alone; with them `stem` is another than asked for. */
  readonly inTheWay: readonly string[];
  /** The folder to which results of an earlier run on the same scan were moved. */
  readonly movedTo: string | undefined;
}

/**
 * Writes the files of a run, all of them or, where one cannot be written, none: they are made whole in a folder of their own
 * and then renamed, while no other run is at that. `last` gives the file that names the others. Results of an earlier run
 * on the scan are moved aside; other files are never overwritten.
 * @throws AppError 'results-unwritable' where they cannot be written; nothing is changed then.
 */
export async function publish(
  place: Place,
  write: (put: Put) => Promise<void>,
  last: (stem: string, endings: readonly string[]) => { readonly ending: string; readonly content: string },
): Promise<Published> {
  return saying(place, async () => {
    removeLeftovers(place.folder);
    const parts = mkdtempSync(join(place.folder, `${PART}${holder()}.`));
    const stopListening = cleaningUp(() => rmSync(parts, { recursive: true, force: true }));
    const endings: string[] = [];
    const put: Put = (ending, content) => {
      writeSynced(join(parts, `part${ending}`), content);
      endings.push(ending);
    };
    try {
      await write(put);
      return await withFolder(place.folder, () => {
        const found = freeStem(place, [...endings, last(place.stem, endings).ending]);
        const { ending, content } = last(found.stem, endings);
        put(ending, content);
        const movedTo = found.earlier && moveAside(place.folder, found.stem, found.earlier);
        for (const each of endings) {
          renameSync(join(parts, `part${each}`), join(place.folder, `${found.stem}${each}`));
        }
        const files = endings.map((each) => `${found.stem}${each}`);
        return { stem: found.stem, files, inTheWay: found.inTheWay, movedTo };
      });
    } finally {
      stopListening();
      rmSync(parts, { recursive: true, force: true });
    }
  });
}

/** What the folder begins with in which files are made whole; then comes whose it is. */
const PART = '.parse3d-part-';

/** Takes away what runs that were killed have left half-made. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const whose = name.startsWith(PART) ? name.slice(PART.length, name.lastIndexOf('.')) : '';
    if (hasEnded(whose)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

interface FreeStem {
  readonly stem: string;
  readonly earlier: EarlierResults | undefined;
  readonly inTheWay: readonly string[];
}

/** The stem, or the stem and a number, under which nothing lies but what an earlier run on the same scan wrote. */
function freeStem({ folder, stem, scan }: Place, endings: readonly string[]): FreeStem {
  let inTheWay: readonly string[] | undefined;
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? stem : `${stem}-${n}`;
    const found = earlierResults(folder, candidate);
    // A scan may bear the numbered name itself.
    const earlier = n === 1 || found?.scan === scan ? found : undefined;
    const foreign = endings
      .map((ending) => `${candidate}${ending}`)
      .filter((name) => existsSync(join(folder, name)) && earlier?.files.includes(name) !== true);
    inTheWay ??= foreign;
    if (foreign.length === 0) return { stem: candidate, earlier, inTheWay };
  }
}

async function saying<T>({ folder }: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AppError || !(cause instanceof Error && 'code' in cause)) throw cause;
    throw new AppError('results-unwritable', { folder, reason: reasonOf(cause) }, { cause });
  }
}
