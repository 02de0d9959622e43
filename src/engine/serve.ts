import { toWire } from '#errors.ts';
import type { Engine, Segmentation, SegmentOptions } from './engine.ts';
import type { CallName, Calls, Reply, Request } from './messages.ts';

interface Port {
  postMessage(message: Reply, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Request>) => void): void;
}

type Handlers = {
  [K in CallName]: (given: Calls[K]['given'], options: SegmentOptions) => Promise<Calls[K]['back']>;
};

/**
 * Answers requests on `port` with `engine`, which keeps them in order. Knows nothing of workers, so a test can pass a
 * MessagePort. Masks are transferred: the engine makes them fresh for each call and keeps no reference.
 */
export function serve(engine: Engine, port: Port): void {
  const handlers: Handlers = {
    probe: () => engine.probe(),
    load: ({ manifestUrl }, options) => engine.load(manifestUrl, options),
    holds: (volume) => engine.holds(volume),
    encode: ({ volume }, options) => engine.encode(volume, options).then(() => null),
    segment: ({ volumeId, prompts, components, slices }, options) =>
      engine.segment(volumeId, prompts, { ...options, components, ...(slices && { slices }) }),
    rejudge: ({ answer, options }) => engine.rejudge(answer, options),
    forget: ({ volumeId }) => engine.forget(volumeId).then(() => null),
  };
  const running = new Map<number, AbortController>();

  async function answer(request: Extract<Request, { kind: 'call' }>): Promise<void> {
    const { id } = request;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      // `call` and `given` are tied by the union member; TypeScript cannot carry that tie into the lookup.
      const handle = handlers[request.call] as (
        given: unknown,
        options: SegmentOptions,
      ) => Promise<Calls[CallName]['back']>;
      const back = await handle(request.given, {
        signal: controller.signal,
        onProgress: (progress) => port.postMessage({ kind: 'progress', id, progress }, []),
        onPartial: (partial) =>
          port.postMessage({ kind: 'partial', id, partial }, [partial.mask.data.buffer as ArrayBuffer]),
      });
      port.postMessage({ kind: 'back', id, back }, transferables(back));
    } catch (error) {
      const reply: Reply = controller.signal.aborted
        ? { kind: 'cancelled', id }
        : { kind: 'failed', id, error: toWire(error) };
      port.postMessage(reply, []);
    } finally {
      running.delete(id);
    }
  }

  port.addEventListener('message', ({ data: request }) => {
    if (request.kind === 'cancel') running.get(request.id)?.abort();
    else void answer(request);
  });
}

function transferables(back: Calls[CallName]['back']): Transferable[] {
  if (back !== null && typeof back === 'object' && 'mask' in back)
    return [back.mask.data.buffer as ArrayBuffer];
  if (!Array.isArray(back)) return [];
  return (back as readonly Segmentation[]).flatMap((answer) =>
    answer.kind === 'found' ? [answer.mask.data.buffer as ArrayBuffer] : [],
  );
}
