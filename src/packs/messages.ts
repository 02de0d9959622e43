import type { Call } from '#rpc/protocol.ts';
import type {
  ConvertJob,
  GivenModel,
  Inspection,
  JobOptions,
  NnunetChoice,
  PackFolder,
  PackKey,
  StoredPack,
} from './pack-store.ts';

/** Every call that a pack store in a worker answers: the store's own methods, a line each. */
export interface PackStoreCalls {
  list: Call<[], readonly StoredPack[]>;
  convert: Call<[ConvertJob], PackKey, JobOptions>;
  inspect: Call<[PackFolder, NnunetChoice], Inspection>;
  convertNnunet: Call<[GivenModel], PackKey, JobOptions>;
  add: Call<[PackFolder], PackKey, JobOptions>;
  verify: Call<[PackKey], void, JobOptions>;
  remove: Call<[PackKey], void>;
  exportTo: Call<[PackKey, FileSystemDirectoryHandle], void, JobOptions>;
  zip: Call<[PackKey], File, JobOptions>;
  pause: Call<[], void>;
  resume: Call<[], void>;
}
