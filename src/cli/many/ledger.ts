import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '#cli/files.ts';
import { AppError } from '#errors.ts';
import { BATCH_TABLE } from '#results/batch-table.ts';
import { scanStem, stemsOf } from '#results/file-names.ts';
import type { Answered, Opened } from './messages.ts';

/** What became of every scan, a line of JSON each. */
export const LEDGER = 'scans.jsonl';

/** A scan that was answered, as the ledger has it. */
export interface Entry extends Opened, Pick<Answered, 'stem' | 'files'> {
  readonly status: 'done';
  readonly request: string;
}

/** What lies in a folder of results, and of which scans. Only one run writes it at a time (`holdFolder`). */
export class Ledger {
  readonly #folder: string;
  /** By stem: the last line about it. */
  readonly #entries = new Map<string, Entry>();
  /** Stems that are promised to scans of this run. */
  readonly #promised = new Map<string, string>();

  /** @throws AppError 'arguments-invalid' where somebody else’s table is in the way. */
  constructor(folder: string) {
    this.#folder = folder;
    const path = join(folder, LEDGER);
    if (!existsSync(path)) {
      if (existsSync(join(folder, BATCH_TABLE))) {
        const reason = `${join(folder, BATCH_TABLE)} is there already and of another kind of run. Choose another --out`;
        throw new AppError('arguments-invalid', { reason });
      }
      return;
    }
    const text = readFileSync(path, 'utf8');
    for (const line of text.split('\n')) {
      const entry = entryOf(line);
      if (entry) this.#entries.set(entry.stem, entry);
    }
    // The last line may have been cut short by a run that was killed: what follows is not to stand behind it.
    if (text !== '' && !text.endsWith('\n')) this.#append('\n');
  }

  /** The results of the scan called `name`, where they are there with all their files and follow from the same. */
  whole(name: string, { key }: Pick<Opened, 'key'>): Entry | undefined {
    // Names that are shortened now were not by earlier versions.
    const bases = stemsOf(name);
    const isOf = (stem: string, base: string) =>
      stem === base || (stem.startsWith(base) && /^[_-]\d+$/.test(stem.slice(base.length)));
    return [...this.#entries.values()].find(
      ({ stem, files, ...entry }) =>
        entry.key === key &&
        bases.some((base) => isOf(stem, base)) &&
        files.every((file) => existsSync(join(this.#folder, file))),
    );
  }

  /** What the names of a scan’s files begin with: what they did before, or what no other scan’s do. It is kept for this scan. */
  stemFor(name: string, scanId: string): string {
    const base = scanStem(name);
    for (let n = 1; ; n++) {
      const stem = n === 1 ? base : `${base}_${n}`;
      const owner = this.#promised.get(stem) ?? this.#entries.get(stem)?.scanId;
      if (owner !== undefined && owner !== scanId) continue;
      this.#promised.set(stem, scanId);
      return stem;
    }
  }

  /** Writes down what became of a scan. @throws AppError 'results-unwritable'. */
  note(line: object): void {
    const text = JSON.stringify(line);
    this.#append(`${text}\n`);
    const entry = entryOf(text);
    if (entry) this.#entries.set(entry.stem, entry);
  }

  /** Every scan whose files are there, in the order of their names. */
  entries(): readonly Entry[] {
    return [...this.#entries.values()].sort((a, b) => (a.stem < b.stem ? -1 : 1));
  }

  #append(text: string): void {
    try {
      appendFileSync(join(this.#folder, LEDGER), text);
    } catch (cause) {
      const details = { folder: this.#folder, reason: reasonOf(cause) };
      throw new AppError('results-unwritable', details, { cause });
    }
  }
}

function entryOf(line: string): Entry | undefined {
  try {
    const entry = JSON.parse(line) as Partial<Entry> | null;
    return entry?.status === 'done' && entry.stem && entry.key && entry.files ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}
