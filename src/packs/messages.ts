import type { WireError } from '#errors.ts';
import type { ConvertJob, JobProgress, PackFolder, PackKey, StoredPack } from './pack-store.ts';

/** Every job the worker does: what it is given and what it gives back. Both ends are typed from this table. */
export interface Jobs {
  list: { given: null; back: readonly StoredPack[] };
  convert: { given: ConvertJob; back: PackKey };
  add: { given: PackFolder; back: PackKey };
  verify: { given: { key: PackKey }; back: null };
  remove: { given: { key: PackKey }; back: null };
  exportTo: { given: { key: PackKey; target: FileSystemDirectoryHandle }; back: null };
  zip: { given: { key: PackKey }; back: File };
}

export type JobName = keyof Jobs;

export type Request =
  | { [K in JobName]: { kind: 'call'; id: number; call: K; given: Jobs[K]['given'] } }[JobName]
  | { kind: 'cancel'; id: number }
  | { kind: 'pause' }
  | { kind: 'resume' };

export type Reply =
  | { kind: 'progress'; id: number; progress: JobProgress }
  | { kind: 'back'; id: number; back: Jobs[JobName]['back'] }
  | { kind: 'failed'; id: number; error: WireError }
  | { kind: 'cancelled'; id: number };
