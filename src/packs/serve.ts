import { type ServerPort, serveCalls } from '#rpc/server.ts';
import type { PackStoreCalls } from './messages.ts';
import type { JobOptions, JobProgress, PackStore } from './pack-store.ts';

const BETWEEN_REPORTS_MS = 100;

/** Does for whoever is at the other end of `port` what `store` does. */
export function serve(store: PackStore, port: ServerPort): void {
  serveCalls<PackStoreCalls>(
    {
      list: () => store.list(),
      convert: (job, options) => store.convert(job, spaced(options)),
      inspect: (given, choice) => store.inspect(given, choice),
      convertNnunet: (job, options) => store.convertNnunet(job, spaced(options)),
      add: (folder, options) => store.add(folder, spaced(options)),
      verify: (key, options) => store.verify(key, spaced(options)),
      remove: (key) => store.remove(key),
      exportTo: (key, target, options) => store.exportTo(key, target, spaced(options)),
      zip: (key, options) => store.zip(key, spaced(options)),
      pause: async () => store.pause(),
      resume: async () => store.resume(),
    },
    port,
  );
}

/** Reports now and then, and always where a stage begins or ends. */
function spaced({ onProgress, ...options }: JobOptions): JobOptions {
  if (!onProgress) return options;
  let last = Number.NEGATIVE_INFINITY;
  let stage: JobProgress['stage'] | undefined;
  return {
    ...options,
    onProgress: (progress) => {
      const now = performance.now();
      const isEdge = progress.stage !== stage || progress.done === progress.total;
      if (!isEdge && now - last < BETWEEN_REPORTS_MS) return;
      last = now;
      stage = progress.stage;
      onProgress(progress);
    },
  };
}
