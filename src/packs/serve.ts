import { toWire } from '#errors.ts';
import type { JobName, Jobs, Reply, Request } from './messages.ts';
import type { JobOptions, JobProgress, PackStore } from './pack-store.ts';

/** The worker's side of a port. */
export interface Port {
  postMessage(message: Reply): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Request>) => void): void;
}

const BETWEEN_REPORTS_MS = 100;

/** Does for whoever is at the other end of `port` what `store` does. */
export function serve(store: PackStore, port: Port): void {
  const handlers: {
    readonly [K in JobName]: (given: Jobs[K]['given'], options: JobOptions) => Promise<Jobs[K]['back']>;
  } = {
    list: () => store.list(),
    convert: (job, options) => store.convert(job, options),
    add: (folder, options) => store.add(folder, options),
    verify: ({ key }, options) => store.verify(key, options).then(() => null),
    remove: ({ key }) => store.remove(key).then(() => null),
    exportTo: ({ key, target }, options) => store.exportTo(key, target, options).then(() => null),
    zip: ({ key }, options) => store.zip(key, options),
  };
  const running = new Map<number, AbortController>();

  async function answer({ id, call, given }: Extract<Request, { kind: 'call' }>): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    const onProgress = spaced((progress) => port.postMessage({ kind: 'progress', id, progress }));
    try {
      // `call` and `given` are tied by the union member; TypeScript cannot carry that tie into the lookup.
      const handle = handlers[call] as (
        given: unknown,
        options: JobOptions,
      ) => Promise<Jobs[JobName]['back']>;
      const back = await handle(given, { signal: controller.signal, onProgress });
      port.postMessage({ kind: 'back', id, back });
    } catch (error) {
      port.postMessage(
        controller.signal.aborted ? { kind: 'cancelled', id } : { kind: 'failed', id, error: toWire(error) },
      );
    } finally {
      running.delete(id);
    }
  }

  port.addEventListener('message', ({ data: request }) => {
    if (request.kind === 'pause') store.pause();
    else if (request.kind === 'resume') store.resume();
    else if (request.kind === 'cancel') running.get(request.id)?.abort();
    else void answer(request);
  });
}

/** Reports now and then, and always where a stage begins or ends. */
function spaced(report: (progress: JobProgress) => void): (progress: JobProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  let stage: JobProgress['stage'] | undefined;
  return (progress) => {
    const now = performance.now();
    const isEdge = progress.stage !== stage || progress.done === progress.total;
    if (!isEdge && now - last < BETWEEN_REPORTS_MS) return;
    last = now;
    stage = progress.stage;
    report(progress);
  };
}
