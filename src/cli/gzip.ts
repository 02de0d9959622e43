import { promisify } from 'node:util';
import { constants, gzip as deflate, type ZlibOptions } from 'node:zlib';
import type { Gzip } from '#formats/write-nifti.ts';

const asPromised = promisify<Uint8Array, ZlibOptions, Uint8Array<ArrayBuffer>>(deflate);

/** `bytes` gzipped, off the thread. */
export const gzip: Gzip = (bytes) => asPromised(bytes, { level: 4 });

/**
 * The same, of images of masks. They are runs of equal numbers: looking for those alone takes a quarter of the time, and a mask
 * comes out 5 to 25 % smaller, a probability at most 8 % larger.
 */
export const gzipMask: Gzip = (bytes) => asPromised(bytes, { level: 4, strategy: constants.Z_RLE });
