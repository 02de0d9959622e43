/** What calls of the runtime are named on the thread's timeline: a recording in the browser's developer tools shows them. */
export const INFERENCE = 'inference';

/** Puts a call on the thread's timeline, whether it succeeds or not. Nothing is kept of it but in a recording that is under way. */
export async function onTimeline<T>(name: string, call: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await call();
  } finally {
    performance.measure(name, { start });
    performance.clearMeasures(name);
  }
}
