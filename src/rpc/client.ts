import { AppError, fromWire } from '#errors.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Calls, Reply, Request, Settling } from './protocol.ts';

/** The near end: a Worker, or a MessagePort. */
export interface ClientPort {
  postMessage(message: Request, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: Reply }) => void): void;
  addEventListener(type: 'error' | 'messageerror' | 'close', listener: (event: object) => void): void;
  terminate?(): void;
}

export interface RpcClientOptions<C> {
  /** Opens the far end, on the first call and on the first after it was lost. */
  readonly start: () => ClientPort;
  /** A far end was opened in place of one that was lost; calls made here are sent before the one that opened it. */
  readonly onRestart?: () => void;
  /** The buffers that a call gives away instead of copying them; none unless given. */
  readonly transferables?: (call: keyof C, given: readonly unknown[]) => ArrayBuffer[];
  /** Whether an aborted call rejects at once, or when the far end has put its things in order. */
  readonly abortedCalls?: 'reject-at-once' | 'wait-for-end';
  /**
   * A far end that is silent for so long while it has something to do is given up. It cannot answer while it computes, so
   * this must be far longer than its longest step: giving up one that works costs everything it has done. A minute unless given.
   */
  readonly silenceMs?: number;
  /** Told while a far end leaves a ping unanswered, well before it is given up, and with undefined when that is over. */
  readonly onQuiet?: (quietMs: number | undefined) => void;
}

interface Pending {
  settle(reply: Settling): void;
  fail(error: Error): void;
  /** Undefined once nobody listens any more. */
  listeners: Listeners | undefined;
}

const MINUTE_MS = 60_000;

/** What an event without a message means: a script that cannot be loaded gives none. */
const WORDLESS = {
  error: 'its program could not be loaded',
  messageerror: 'a message could not be read',
  close: 'it has ended',
} as const;

/**
 * Calls over a port, typed by a table. An aborted call rejects with its signal's reason. When the far end is lost, by an error
 * or by silence, everything pending rejects with AppError 'worker-lost' and the next call opens another.
 */
export class RpcClient<C extends Calls<C>> {
  readonly #options: RpcClientOptions<C>;
  readonly #heartbeat: Heartbeat;
  /** Calls that the far end has not ended; aborted ones too, though their callers wait no more. */
  readonly #pending = new Map<number, Pending>();
  #port: ClientPort | undefined;
  #hasLost = false;
  #nextId = 1;

  constructor(options: RpcClientOptions<C>) {
    this.#options = options;
    const { silenceMs = MINUTE_MS, onQuiet } = options;
    this.#heartbeat = new Heartbeat({
      silenceMs,
      ping: () => this.#port?.postMessage({ kind: 'ping' }, []),
      onSilence: () => this.#lost(this.#port, `silent for ${Math.round(silenceMs / 1000)} seconds`),
      onQuiet,
    });
  }

  /** There is a far end, and so something that a call could be about. */
  get isOpen(): boolean {
    return this.#port !== undefined;
  }

  call<K extends keyof C & string>(
    call: K,
    given: C[K]['given'],
    options?: C[K]['options'],
  ): Promise<C[K]['back']> {
    const { signal, data, listeners } = parted(options ?? {});
    if (signal?.aborted) return Promise.reject(signal.reason);
    const port = this.#port ?? this.#open();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const pending: Pending = {
        listeners,
        settle: (reply) => {
          signal?.removeEventListener('abort', abort);
          if (reply.kind === 'back') resolve(reply.back);
          else reject(reply.kind === 'failed' ? fromWire(reply.error) : signal?.reason);
        },
        fail: (error) => {
          signal?.removeEventListener('abort', abort);
          reject(error);
        },
      };
      const abort = () => {
        pending.listeners = undefined;
        port.postMessage({ kind: 'cancel', id }, []);
        if (this.#options.abortedCalls !== 'wait-for-end') reject(signal?.reason);
      };
      const request: Request = {
        kind: 'call',
        id,
        call,
        given,
        options: data,
        listens: Object.keys(listeners),
      };
      // What cannot cross the port throws here, and rejects.
      port.postMessage(request, this.#options.transferables?.(call, given) ?? []);
      this.#pending.set(id, pending);
      this.#heartbeat.start();
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Gives the far end up: everything pending rejects with `error`, and the next call opens another. */
  end(error: Error): void {
    const port = this.#port;
    this.#port = undefined;
    this.#hasLost ||= port !== undefined;
    this.#heartbeat.stop();
    port?.terminate?.();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { fail } of pending) fail(error);
  }

  #open(): ClientPort {
    const port = this.#options.start();
    port.addEventListener('message', ({ data: reply }) => {
      if (port === this.#port) this.#hear(port, reply);
    });
    for (const type of ['error', 'messageerror', 'close'] as const) {
      port.addEventListener(type, (event) => {
        this.#lost(port, 'message' in event && event.message ? String(event.message) : WORDLESS[type]);
      });
    }
    this.#port = port;
    if (this.#hasLost) this.#options.onRestart?.();
    return port;
  }

  #hear(port: ClientPort, reply: Reply): void {
    this.#heartbeat.heard();
    if (reply.kind === 'unreadable') this.#lost(port, 'a message could not be read');
    if (reply.kind === 'unreadable' || reply.kind === 'pong') return;
    const pending = this.#pending.get(reply.id);
    if (reply.kind === 'event') {
      pending?.listeners?.[reply.name]?.(...reply.given);
      return;
    }
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#heartbeat.stop();
    pending?.settle(reply);
  }

  #lost(port: ClientPort | undefined, reason: string): void {
    if (port === this.#port) this.end(new AppError('worker-lost', { reason }));
  }
}

type Listeners = Readonly<Record<string, (...given: unknown[]) => void>>;

/** The parts of a call's options: what crosses the port as data, and what stays at this end. */
function parted({ signal, ...rest }: { readonly signal?: AbortSignal }) {
  const entries = Object.entries(rest);
  const listeners = entries.filter(([, value]) => typeof value === 'function');
  const data = entries.filter(([, value]) => typeof value !== 'function');
  return { signal, data: Object.fromEntries(data), listeners: Object.fromEntries(listeners) as Listeners };
}
