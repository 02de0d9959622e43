import { serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import type { ArchiveCalls } from './archive-calls.ts';
import { LocalArchive } from './local-archive.ts';

const archive = new LocalArchive(() => navigator.storage.getDirectory());

serveCalls<ArchiveCalls>(
  {
    pack: (bytes) => archive.pack(bytes),
    unpack: (packed, length) => archive.unpack(packed, length),
    toFile: (session) => archive.toFile(session),
    fromFile: (file) => archive.fromFile(file),
    keep: (session) => archive.keep(session),
    kept: (scan) => archive.kept(scan),
    count: () => archive.count(),
    forget: (scan) => archive.forget(scan),
    forgetAll: () => archive.forgetAll(),
  },
  self,
  { transferables: transferablesOf },
);
