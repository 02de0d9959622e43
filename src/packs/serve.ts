import { toWire } from '#errors.ts';
import type { JobOptions, JobProgress, PackLibrary } from './library.ts';
import type { JobName, Jobs, Reply, Request } from './messages.ts';

/** The worker's side of a port. */
export interface Port {
  postMessage(message: Reply): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Request>) => void): void;
}

const BETWEEN_REPORTS_MS = 100;

/** Does for whoever is at the other end of `port` what `library` does. */
export function serve(library: PackLibrary, port: Port): void {
  const handlers: {
    readonly [K in JobName]: (given: Jobs[K]['given'], options: JobOptions) => Promise<Jobs[K]['back']>;
  } = {
    list: () => library.list(),
    convert: (job, options) => library.convert(job, options),
    add: (folder, options) => library.add(folder, options),
    verify: ({ key }, options) => library.verify(key, options).then(() => null),
    remove: ({ key }) => library.remove(key).then(() => null),
    exportTo: ({ key, target }, options) => library.exportTo(key, target, options).then(() => null),
    zip: ({ key }, options) => library.zip(key, options),
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
    if (request.kind === 'pause') library.pause();
    else if (request.kind === 'resume') library.resume();
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
