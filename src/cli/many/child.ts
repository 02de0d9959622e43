import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FromProcess, ToProcess, Wish } from './messages.ts';

/** A process ended while it was at something: killed, out of memory, or crashed in native code. */
export class ProcessLost extends Error {
  /** A signal, or an exit code. */
  readonly by: string;

  constructor(by: string) {
    super(`a process was lost: ${by}`);
    this.by = by;
  }
}

const SCRIPT = fileURLToPath(new URL('./process.ts', import.meta.url));
/** A process that does not end by itself within this is killed. */
const PATIENCE_MS = 10_000;

/** A process that answers scans. It is asked one thing at a time. */
export class Child {
  readonly #process: ChildProcess;
  readonly #ended: Promise<string>;

  constructor(wish: Wish, script = SCRIPT) {
    // What it prints goes beside the results, which are lines of the parent’s.
    this.#process = fork(script, [JSON.stringify(wish)], { stdio: ['ignore', 2, 2, 'ipc'] });
    this.#ended = once(this.#process, 'exit').then(
      ([code, signal]) => signal ?? `exit code ${code}`,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }

  /** @throws ProcessLost. */
  async ask(message: ToProcess): Promise<FromProcess> {
    const asking = new AbortController();
    const lost = this.#ended.then((by) => {
      throw new ProcessLost(by);
    });
    try {
      const reply = once(this.#process, 'message', { signal: asking.signal });
      reply.catch(() => undefined);
      if (this.#process.connected) this.#process.send(message);
      const [said] = await Promise.race([reply, lost]);
      return said as FromProcess;
    } finally {
      asking.abort();
    }
  }

  /** Ends it, and comes back when it has ended. */
  async end(): Promise<void> {
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), PATIENCE_MS);
    await this.#ended;
    clearTimeout(timer);
  }
}
