import type { Sink } from './sink.ts';
import type { WrittenFile } from './write-weights.ts';

const PATH = 'conversion.json';

/** A finished file, and what it was made of: the checkpoint and its recipe. */
interface Entry extends WrittenFile {
  readonly key: string;
}

/** Which files an interrupted conversion has finished, kept beside them. */
export class Journal {
  readonly #sink: Sink;
  readonly #entries: Map<string, Entry>;

  private constructor(sink: Sink, entries: readonly Entry[]) {
    this.#sink = sink;
    this.#entries = new Map(entries.map((entry) => [entry.path, entry]));
  }

  /** Empty unless an earlier run left files that are still there. */
  static async open(sink: Sink): Promise<Journal> {
    const entries: Entry[] = [];
    for (const entry of parse(await sink.read(PATH))) {
      if ((await sink.size(entry.path)) === entry.bytes) entries.push(entry);
    }
    return new Journal(sink, entries);
  }

  static remove(sink: Sink): Promise<void> {
    return sink.remove(PATH);
  }

  /** The file at `path` if it was made of the same. */
  finished(key: string, path: string): WrittenFile | undefined {
    const entry = this.#entries.get(path);
    if (entry?.key !== key) return undefined;
    const { bytes, sha256 } = entry;
    return { path, bytes, sha256 };
  }

  async add(key: string, written: WrittenFile): Promise<void> {
    this.#entries.set(written.path, { ...written, key });
    const file = await this.#sink.create(PATH);
    await file.append(new TextEncoder().encode(JSON.stringify({ files: [...this.#entries.values()] })));
    await file.finish();
  }
}

/** The files in a journal; none where it is no journal. */
function parse(content: Uint8Array | undefined): readonly Entry[] {
  if (!content) return [];
  try {
    const { files } = JSON.parse(new TextDecoder().decode(content)) as { files?: unknown };
    return Array.isArray(files) ? (files as Entry[]).filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(entry: Partial<Entry> | null): boolean {
  const isText = typeof entry?.path === 'string' && typeof entry.sha256 === 'string';
  return isText && typeof entry.bytes === 'number' && typeof entry.key === 'string';
}
