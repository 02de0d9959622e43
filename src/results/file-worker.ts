import { serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import { deflate } from './deflate.ts';
import type { FileCalls } from './files-in-worker.ts';
import { makeFile } from './made-file.ts';

serveCalls<FileCalls>({ make: (file) => makeFile(file, deflate) }, self, {
  transferables: transferablesOf,
});
