/** Packs bytes and unpacks them again: zlib. LocalPacker does it here, WorkerPacker in a worker. */
export interface Packer {
  pack(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** What was packed, which is `length` bytes. @throws AppError 'session-damaged' where it is not. */
  unpack(packed: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>>;
}
