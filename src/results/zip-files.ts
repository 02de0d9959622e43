import { Zip, ZipPassThrough } from 'fflate';

/** Files of results, gathered into one zip file: as parts, which the browser may keep on disk. */
export class FilesZip {
  readonly #parts: Blob[] = [];
  readonly #zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.#parts.push(new Blob([chunk as Uint8Array<ArrayBuffer>]));
  });

  add(name: string, bytes: Uint8Array<ArrayBuffer>): void {
    const entry = new ZipPassThrough(name);
    this.#zip.add(entry);
    entry.push(bytes, true);
  }

  end(): readonly Blob[] {
    this.#zip.end();
    return this.#parts;
  }
}
