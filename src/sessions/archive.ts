import type { Session } from '#results/session.ts';

/**
 * Packs what sessions are made of, makes files of them, and keeps them over reloads. LocalArchive does it here, WorkerArchive in a
 * worker.
 */
export interface Archive {
  /** zlib. */
  pack(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** What was packed, which is `length` bytes. @throws AppError 'session-damaged' where it is not. */
  unpack(packed: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>>;
  toFile(session: Session): Promise<Uint8Array<ArrayBuffer>>;
  /** @throws AppError 'session-damaged', 'session-newer'. */
  fromFile(file: Blob): Promise<Session>;
  /**
   * Keeps a session in this browser, in place of the one before of the same scan; whole or not at all. Where it is too much with those
   * of other scans, the oldest of these go. @throws AppError 'session-unkept'.
   */
  keep(session: Session): Promise<void>;
  /** What is kept of a scan (`scanKey`). @throws AppError as `fromFile` does, and 'session-unkept'. */
  kept(scan: string): Promise<Session | undefined>;
  /** Of how many scans something is kept. @throws AppError 'session-unkept'. */
  count(): Promise<number>;
  forget(scan: string): Promise<void>;
  forgetAll(): Promise<void>;
}
