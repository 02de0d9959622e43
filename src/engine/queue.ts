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
  await nextTask();
  signal?.throwIfAborted();
}

/** Resolves behind the messages that wait. A browser's timers would come 4 ms later each time. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
