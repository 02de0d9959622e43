import type { ClientPort } from '#rpc/client.ts';
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
import { WorkerInflate } from './worker-inflate.ts';

/**
 * Lists and opens what is asked for on `port`; `isShared` says where the voxels are to lie. They are handed over without a
 * copy. Of a listing the files and their heads are kept here until it is to be forgotten. `startInflate` opens a thread that inflates into
 * shared memory; without it all is done here.
 */
export function serveReader(port: ServerPort, isShared: boolean, startInflate?: () => ClientPort): void {
  const inflate = isShared && startInflate ? new WorkerInflate(startInflate) : undefined;
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
        inflate?.prepare(files.map(({ content }) => content));
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
      open: async (handle, n, options) => {
        const gunzip = inflate && { gunzip: inflate.gunzip };
        return openListed(scanAt(listing(handle), n), { ...options, ...gunzip, isShared });
      },
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
