import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A process ended while it was at something: killed, out of memory, or crashed in native code. */
export class ProcessLost extends Error {
  /** A signal, or an exit code. */
  readonly by: string;

  constructor(by: string) {
    super(`a process was lost: ${by}`);
    this.by = by;
  }
}

/** What lets Node run TypeScript, wherever the command is run from. */
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
/** A process that does not end by itself within this is killed. */
const PATIENCE_MS = 10_000;

/** A process of our own that answers a message with one. It is asked one thing at a time. */
export class Child<To extends object, From> {
  readonly #process: ChildProcess;
  readonly #ended: Promise<string>;

  /** `script`: its URL. `given`: what it reads as JSON behind its command. */
  constructor(script: URL, given: object) {
    // What it prints goes beside the results, which are the parent’s to print.
    this.#process = fork(fileURLToPath(script), [JSON.stringify(given)], {
      execArgv: ['--import', LOADER],
      serialization: 'advanced',
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    this.#ended = once(this.#process, 'exit').then(
      ([code, signal]) => signal ?? `exit code ${code}`,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }

  /** @throws ProcessLost. */
  async ask(message: To): Promise<From> {
    const asking = new AbortController();
    const lost = this.#ended.then((by) => {
      throw new ProcessLost(by);
    });
    try {
      const reply = once(this.#process, 'message', { signal: asking.signal });
      reply.catch(() => undefined);
      if (this.#process.connected) this.#process.send(message);
      const [said] = await Promise.race([reply, lost]);
      return said as From;
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
