import type { Device } from '#engine/engine.ts';
import type { Requirements } from '#model/manifest.ts';

const HEAP_LIMIT_BYTES = 2 ** 32;

export type DeviceSupport =
  | {
      readonly kind: 'runs-on-cpu';
      readonly needBytes: number;
      readonly memoryBytes: number | undefined;
      /** Where the pack goes slice by slice and somebody has measured it. */
      readonly secondsPerSlice: number | undefined;
    }
  | { readonly kind: 'runs-on-gpu'; readonly needBytes: number; readonly bufferBytes: number }
  | { readonly kind: 'too-little-memory'; readonly needBytes: number; readonly memoryBytes: number }
  | { readonly kind: 'heap-too-small'; readonly needBytes: number; readonly limitBytes: number }
  | { readonly kind: 'buffers-too-small'; readonly needBytes: number; readonly limitBytes: number }
  | { readonly kind: 'unknown' };

/**
 * Whether a device can run a pack, and by which figure of what the pack requires. `memoryBytes` is what the browser says of the
 * machine, rounded and capped; undefined where it says nothing.
 */
export function checkRequirements(
  need: Requirements | undefined,
  { backend, maxBufferBytes }: Pick<Device, 'backend' | 'maxBufferBytes'>,
  memoryBytes: number | undefined,
): DeviceSupport {
  if (!need) return { kind: 'unknown' };
  if (memoryBytes !== undefined && memoryBytes < need.memoryBytes) {
    return { kind: 'too-little-memory', needBytes: need.memoryBytes, memoryBytes };
  }
  if (backend === 'webgpu') {
    const { gpuBufferBytes: bufferBytes, gpuMemoryBytes: needBytes } = need;
    if (bufferBytes === undefined || needBytes === undefined) return { kind: 'unknown' };
    return maxBufferBytes < bufferBytes
      ? { kind: 'buffers-too-small', needBytes: bufferBytes, limitBytes: maxBufferBytes }
      : { kind: 'runs-on-gpu', needBytes, bufferBytes };
  }
  const limitBytes = Math.min(HEAP_LIMIT_BYTES, maxBufferBytes);
  if (need.heapBytes > limitBytes) return { kind: 'heap-too-small', needBytes: need.heapBytes, limitBytes };
  const { secondsPerSlice } = need;
  return { kind: 'runs-on-cpu', needBytes: need.memoryBytes, memoryBytes, secondsPerSlice };
}

/** The machine's memory as the browser tells it: rounded to a power of two and capped; Chromium only. */
export function deviceMemoryBytes(): number | undefined {
  // Absent in Node.
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  return deviceMemory === undefined ? undefined : deviceMemory * 2 ** 30;
}
