import { type ServerPort, serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import { openScan } from './open-scan.ts';
import type { ReaderCalls } from './reader-messages.ts';
import { blobFile } from './scan-file.ts';

/**
 * Opens what is asked for on `port`; `isShared` says where the voxels are to lie. They are handed over without a copy, and
 * nothing is kept here.
 */
export function serveReader(port: ServerPort, isShared: boolean): void {
  serveCalls<ReaderCalls>(
    {
      ready: async () => {},
      read: (files, options) => {
        const own = files.map(({ name, content }) => blobFile(name, content));
        return openScan(own, { ...options, isShared });
      },
    },
    port,
    { transferables: transferablesOf },
  );
}
