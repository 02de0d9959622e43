import { promisify } from 'node:util';
import { gzip as deflate } from 'node:zlib';
import type { Gzip } from '#formats/write-nifti.ts';

const asPromised = promisify<Uint8Array, { level: number }, Uint8Array<ArrayBuffer>>(deflate);

/** `bytes` gzipped, off the thread. Level 4 takes a quarter less time of a mask than 6 and 1 % more bytes. */
export const gzip: Gzip = (bytes) => asPromised(bytes, { level: 4 });
