import { disposeTensors } from '#engine/device-tensors.ts';
import { isEmulated } from '#engine/emulated.ts';
import type { PackHost } from '#engine/pack-host.ts';
import type { PackSessions } from '#engine/pack-sessions.ts';
import { breathe } from '#engine/queue.ts';
import type { Feeds, Tensor } from '#engine/runtime.ts';
import { stackRows } from '#engine/text-stage.ts';
import type { WindowTiling } from '#model/tilings.ts';
import { decodeTile } from './decode-tiles.ts';

/** Graphs that have run. */
const ready = new WeakSet<PackSessions>();

/** So many of the smallest window along each axis: not so small that the coarsest level is a single sample. */
const TIMES = 2;

/**
 * Runs a pack's graphs once on a small window, so that a GPU has made its shaders before there is something to see. Not on one that the
 * processor emulates, for which that would be long, and nowhere else. Where it fails or is cancelled, it ends.
 */
export async function makeShaders(
  host: PackHost,
  tiling: WindowTiling,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { backend, name } = await host.probe();
  const { sessions } = host;
  if (backend !== 'webgpu' || isEmulated(name) || ready.has(sessions)) return;
  let features: Feeds | undefined;
  try {
    features = await sessions.runKept('imageEncoder', { image: smallWindow(tiling) });
    await breathe(signal);
    const text = await anyPrompt(host);
    if (text) await decodeTile({ sessions, text }, features);
    ready.add(sessions);
  } catch {
    // The first prompt meets it too, and tells; of what is cancelled nobody waits for the end.
  } finally {
    disposeTensors(features);
  }
}

function smallWindow({ multipleOf, size }: WindowTiling): Tensor {
  const [x = 1, y = 1, z = 1] = multipleOf.map((n, axis) => Math.min(TIMES * n, size[axis] ?? n));
  return { dims: [1, 1, z, y, x], data: Float32Array.from({ length: x * y * z }, (_, n) => Math.sin(n)) };
}

/** The row of the pack's first structure; undefined of a pack that has none. */
async function anyPrompt({ manifest, texts, sessions }: PackHost): Promise<Tensor | undefined> {
  const [first] = manifest.structures;
  if (!first) return undefined;
  const [read] = await texts([{ text: first.name, structure: first.id }], sessions);
  return read?.understood ? stackRows([read.embedding]) : undefined;
}
