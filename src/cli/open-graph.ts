import { isMainThread } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '#errors.ts';

export { Tensor };

const SWITCH = 'ORT_DISABLE_TELEMETRY';

/**
 * Opens a graph: the only door to onnxruntime-node. Since 1.29 that tells its makers of each session on Linux and macOS, with a number for
 * the machine, names and hashes of graph and weights, unless the environment says otherwise before the first one (its docs/Privacy.md). On Windows it
 * leaves events to the system, which records them where somebody traces it.
 *
 * @throws AppError 'runtime-unavailable' in a worker thread, whose environment is a copy that onnxruntime does not see, unless the main thread had switched it off.
 */
export function openGraph(
  graph: string | Uint8Array,
  options: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  if (isMainThread) process.env[SWITCH] = '1';
  else if (process.env[SWITCH] !== '1') {
    const reason = `it would send telemetry from a worker thread. Set the environment variable ${SWITCH}=1 before Node starts, or in the main thread before the worker does`;
    throw new AppError('runtime-unavailable', { reason });
  }
  return typeof graph === 'string'
    ? InferenceSession.create(graph, options)
    : InferenceSession.create(graph, options);
}
