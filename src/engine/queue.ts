/** Runs tasks one at a time, in order. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  /** What `task` gives; rejects with the signal's reason as soon as it is aborted, though `task` may still be ending. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const result = this.#last.then(() => {
      signal?.throwIfAborted();
      return task();
    });
    this.#last = result.catch(() => undefined);
    return signal ? orAborted(result, signal) : result;
  }
}

/** `result`, or the signal's reason as soon as it is aborted. */
export function orAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Lets messages that wait, such as a cancel, be heard; then rejects if there was one. */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
}
