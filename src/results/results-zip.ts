import { Zip, ZipPassThrough } from 'fflate';
import type { ResultsPlace } from './results-place.ts';

/** Hand over before a zip file gets larger than programs of any age can open. */
const MOST_BYTES = 2 ** 30;

interface ZipOptions {
  /** What the zip files are called, without their ending. */
  readonly stem: string;
  /** The one file that is written again and again: only its last text is packed. */
  readonly table: string;
  readonly handOver: (name: string, parts: readonly Blob[]) => void;
}

/**
 * Results as a zip file, for browsers that let no page write into folders. Each file goes into a Blob as it comes, which the
 * browser may keep on disk, so that the page holds one at a time. At the end, and whenever it has grown to 1 GiB, the zip file
 * is handed over and the next one begins; every one has the table as it is by then.
 */
export class ResultsZip implements ResultsPlace {
  readonly kind = 'zip';
  readonly name: string;
  readonly #options: ZipOptions;
  readonly #names = new Set<string>();
  #table: string | undefined;
  #handedOver = 0;
  #parts: Blob[] = [];
  #bytes = 0;
  #zip = this.#begin();

  constructor(options: ZipOptions) {
    this.#options = options;
    this.name = `${options.stem}.zip`;
  }

  async read(name: string): Promise<string | undefined> {
    return name === this.#options.table ? this.#table : undefined;
  }

  async has(name: string): Promise<boolean> {
    return this.#names.has(name);
  }

  async write(name: string, content: Uint8Array<ArrayBuffer> | string): Promise<void> {
    this.#names.add(name);
    if (name === this.#options.table) this.#table = String(content);
    else this.#add(name, content);
  }

  async settle(): Promise<void> {
    if (this.#bytes > MOST_BYTES) await this.end();
  }

  async end(): Promise<void> {
    if (this.#bytes === 0) return;
    if (this.#table !== undefined) this.#add(this.#options.table, this.#table);
    this.#zip.end();
    this.#handedOver += 1;
    const { stem, handOver } = this.#options;
    handOver(`${this.#handedOver === 1 ? stem : `${stem}_${this.#handedOver}`}.zip`, this.#parts);
    [this.#parts, this.#bytes] = [[], 0];
    this.#zip = this.#begin();
  }

  #begin(): Zip {
    return new Zip((error, chunk) => {
      if (error) throw error;
      this.#parts.push(new Blob([chunk as Uint8Array<ArrayBuffer>]));
      this.#bytes += chunk.length;
    });
  }

  #add(name: string, content: Uint8Array<ArrayBuffer> | string): void {
    const entry = new ZipPassThrough(name);
    this.#zip.add(entry);
    entry.push(typeof content === 'string' ? new TextEncoder().encode(content) : content, true);
  }
}
