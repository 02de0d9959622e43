import type { Sink } from './sink.ts';
import type { WrittenFile } from './write-weights.ts';

const PATH = 'conversion.json';

/** Which files an interrupted conversion has finished, kept beside them. */
export class Journal {
  readonly #sink: Sink;
  readonly #key: string;
  readonly #files: WrittenFile[];

  private constructor(sink: Sink, key: string, files: readonly WrittenFile[]) {
    this.#sink = sink;
    this.#key = key;
    this.#files = [...files];
  }

  /** Empty unless an earlier run with the same `key`, the checkpoint and its recipe, left files that are still there. */
  static async open(sink: Sink, key: string): Promise<Journal> {
    const files: WrittenFile[] = [];
    for (const file of parse(await sink.read(PATH), key)) {
      if ((await sink.size(file.path)) === file.bytes) files.push(file);
    }
    return new Journal(sink, key, files);
  }

  static remove(sink: Sink): Promise<void> {
    return sink.remove(PATH);
  }

  finished(path: string): WrittenFile | undefined {
    return this.#files.find((file) => file.path === path);
  }

  async add(written: WrittenFile): Promise<void> {
    this.#files.push(written);
    const file = await this.#sink.create(PATH);
    await file.append(new TextEncoder().encode(JSON.stringify({ key: this.#key, files: this.#files })));
    await file.finish();
  }
}

/** The files in a journal with this key; none where it is another's or no journal. */
function parse(content: Uint8Array | undefined, key: string): readonly WrittenFile[] {
  if (!content) return [];
  try {
    const found = JSON.parse(new TextDecoder().decode(content)) as { key?: unknown; files?: unknown };
    return found.key === key && Array.isArray(found.files)
      ? (found.files as WrittenFile[]).filter(isFile)
      : [];
  } catch {
    return [];
  }
}

function isFile(file: Partial<WrittenFile> | null): boolean {
  return typeof file?.path === 'string' && typeof file.bytes === 'number' && typeof file.sha256 === 'string';
}
