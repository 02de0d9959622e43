import { toWire } from '#errors.ts';
import type { Calls, Handlers, Reply, Request } from './protocol.ts';

/** The far end: a worker's own global object, or a MessagePort. */
export interface ServerPort {
  postMessage(message: Reply, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: Request }) => void): void;
  addEventListener(type: 'messageerror', listener: () => void): void;
}

interface Answers {
  /** What replies and events give away; nothing unless given. */
  readonly transferables?: (message: readonly unknown[]) => ArrayBuffer[];
}

type Handler = (...given: unknown[]) => Promise<unknown>;

/** Answers calls that come over `port` with `handlers`. */
export function serveCalls<C extends Calls<C>>(
  handlers: Handlers<C>,
  port: ServerPort,
  { transferables = () => [] }: Answers = {},
): void {
  const running = new Map<number, AbortController>();

  async function answer({ id, call, given, options, listens }: Extract<Request, { kind: 'call' }>) {
    const controller = new AbortController();
    running.set(id, controller);
    const { signal } = controller;
    const listeners = listens.map((name) => [
      name,
      (...event: unknown[]) => {
        if (!signal.aborted)
          port.postMessage({ kind: 'event', id, name, given: event }, transferables(event));
      },
    ]);
    try {
      // The table ties `call` to what it is given; TypeScript cannot carry that tie over the port.
      const handler = (handlers as unknown as Readonly<Record<string, Handler>>)[call];
      if (!handler) throw new Error(`nothing answers ${call}`);
      const back = await handler.call(handlers, ...given, {
        ...options,
        ...Object.fromEntries(listeners),
        signal,
      });
      port.postMessage({ kind: 'back', id, back }, transferables([back]));
    } catch (error) {
      const reply: Reply = signal.aborted
        ? { kind: 'cancelled', id }
        : { kind: 'failed', id, error: toWire(error) };
      port.postMessage(reply, []);
    } finally {
      running.delete(id);
    }
  }

  port.addEventListener('message', ({ data: request }) => {
    if (request.kind === 'ping') port.postMessage({ kind: 'pong' }, []);
    else if (request.kind === 'cancel') running.get(request.id)?.abort();
    else void answer(request);
  });
  port.addEventListener('messageerror', () => port.postMessage({ kind: 'unreadable' }, []));
}
