import type { Session } from '#results/session.ts';
import { readSession, writeSession } from '#results/session-file.ts';
import type { Archive } from './archive.ts';
import { SessionFolder } from './session-folder.ts';
import { pack, unpack } from './zlib.ts';

const zlib = { pack, unpack };

/** In the thread that asks, and in the folder `root`. */
export class LocalArchive implements Archive {
  readonly #folder: SessionFolder;
  /** One thing after another, so that what is kept last is what was asked to be kept last. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(root: () => Promise<FileSystemDirectoryHandle>) {
    this.#folder = new SessionFolder(root);
  }

  pack(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    return pack(bytes);
  }

  unpack(packed: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return unpack(packed, length);
  }

  toFile(session: Session): Promise<Uint8Array<ArrayBuffer>> {
    return writeSession(session, zlib);
  }

  async fromFile(file: Blob): Promise<Session> {
    return readSession(new Uint8Array(await file.arrayBuffer()), zlib);
  }

  keep(session: Session): Promise<void> {
    return this.#after(async () => this.#folder.write(session.scan.id, await this.toFile(session)));
  }

  kept(scan: string): Promise<Session | undefined> {
    return this.#after(async () => {
      const file = await this.#folder.read(scan);
      return file && this.fromFile(file);
    });
  }

  count(): Promise<number> {
    return this.#after(() => this.#folder.count());
  }

  forget(scan: string): Promise<void> {
    return this.#after(() => this.#folder.remove(scan));
  }

  forgetAll(): Promise<void> {
    return this.#after(() => this.#folder.remove());
  }

  #after<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(work, work);
    this.#busy = done.catch(() => undefined);
    return done;
  }
}
