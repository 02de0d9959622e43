import { type ServerPort, serveCalls } from '#rpc/server.ts';
import { gunzipInto } from './gzip.ts';
import type { InflateCalls } from './inflate-messages.ts';
import { blobFile } from './scan-file.ts';

/** Inflates what is asked for on `port`, into memory that is shared. */
export function serveInflate(port: ServerPort): void {
  serveCalls<InflateCalls>(
    {
      ready: async () => {},
      gunzip: async ({ path, content }, target, offset, options) =>
        gunzipInto(blobFile(path, content), target, offset, options),
    },
    port,
  );
}
