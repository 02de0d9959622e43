import { type ServerPort, serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import { type Listing, listScans, openListed } from './list-scans.ts';
import type { ReaderCalls } from './reader-messages.ts';
import { blobFile } from './scan-file.ts';
import {
  entriesOf,
  pictureOf,
  scanAt,
  segmentationEntries,
  segmentationOf,
  segmentsOf,
} from './scan-reader.ts';

/**
 * Lists and opens what is asked for on `port`; `isShared` says where the voxels are to lie. They are handed over without a
 * copy. Of a listing the files and their heads are kept here until it is to be forgotten.
 */
export function serveReader(port: ServerPort, isShared: boolean): void {
  const listings = new Map<number, Listing>();
  let next = 1;
  const listing = (handle: number) => {
    const kept = listings.get(handle);
    if (!kept) throw new Error('This listing is not kept any more.');
    return kept;
  };
  serveCalls<ReaderCalls>(
    {
      ready: async () => {},
      list: async (files, options) => {
        const found = await listScans(
          files.map(({ path, content }) => blobFile(path, content)),
          options,
        );
        const handle = next++;
        listings.set(handle, found);
        return {
          ...{ handle, scans: entriesOf(found), apart: found.apart },
          segmentations: segmentationEntries(found),
        };
      },
      open: async (handle, n, options) => openListed(scanAt(listing(handle), n), { ...options, isShared }),
      segments: async (handle, at, grid, options) => segmentsOf(listing(handle), at, grid, options ?? {}),
      picture: async (handle, n, options) => pictureOf(listing(handle), n, options),
      segmentation: async (handle, n, wish) => segmentationOf(listing(handle), n, wish),
      forget: async (handle) => {
        listings.delete(handle);
      },
    },
    port,
    { transferables: transferablesOf },
  );
}
