import type { Device } from '#engine/engine.ts';

/** What a pack takes with all its graphs open and one slice read; docs/medimageparse3d.md says how it was measured. */
interface Need {
  /** Free memory on WebAssembly, with some to spare. */
  readonly memoryBytes: number;
  /** What WebAssembly's own memory has to hold of it. */
  readonly heapBytes: number;
}

const HEAP_LIMIT_BYTES = 2 ** 32;

/** MedImageParse 3D by precision, in Chromium on WebAssembly. int4 has not been measured there. */
const NEEDS: Readonly<Record<string, Need>> = {
  float16: { memoryBytes: 2.5e9, heapBytes: 1.87e9 },
  int8: { memoryBytes: 1.5e9, heapBytes: 0.83e9 },
};

/** On WebGPU: the largest buffer that its graphs ask for, and the GPU's memory, counted for float16. */
const GPU_BUFFER_BYTES = 101e6;
const GPU_MEMORY_BYTES = 1.2e9;

/** On WebAssembly, one core of a server. */
const SECONDS_PER_SLICE = 30;

export type Verdict =
  | {
      readonly kind: 'runs-on-cpu';
      readonly needBytes: number;
      readonly memoryBytes: number | undefined;
      readonly secondsPerSlice: number;
    }
  | { readonly kind: 'runs-on-gpu'; readonly needBytes: number; readonly bufferBytes: number }
  | { readonly kind: 'too-little-memory'; readonly needBytes: number; readonly memoryBytes: number }
  | { readonly kind: 'heap-too-small'; readonly needBytes: number; readonly limitBytes: number }
  | { readonly kind: 'buffers-too-small'; readonly needBytes: number; readonly limitBytes: number }
  | { readonly kind: 'unknown' };

/**
 * Whether a device can run a precision of MedImageParse 3D, and by which figure. `memoryBytes` is what the browser says
 * of the machine, rounded and capped; undefined where it says nothing.
 */
export function weighDevice(
  precision: string,
  { backend, maxBufferBytes }: Pick<Device, 'backend' | 'maxBufferBytes'>,
  memoryBytes: number | undefined,
): Verdict {
  const need = NEEDS[precision];
  if (!need) return { kind: 'unknown' };
  if (memoryBytes !== undefined && memoryBytes < need.memoryBytes) {
    return { kind: 'too-little-memory', needBytes: need.memoryBytes, memoryBytes };
  }
  if (backend === 'webgpu') {
    const bufferBytes = GPU_BUFFER_BYTES;
    return maxBufferBytes < bufferBytes
      ? { kind: 'buffers-too-small', needBytes: bufferBytes, limitBytes: maxBufferBytes }
      : { kind: 'runs-on-gpu', needBytes: GPU_MEMORY_BYTES, bufferBytes };
  }
  const limitBytes = Math.min(HEAP_LIMIT_BYTES, maxBufferBytes);
  if (need.heapBytes > limitBytes) return { kind: 'heap-too-small', needBytes: need.heapBytes, limitBytes };
  return {
    kind: 'runs-on-cpu',
    needBytes: need.memoryBytes,
    memoryBytes,
    secondsPerSlice: SECONDS_PER_SLICE,
  };
}

/** The machine's memory as the browser tells it: rounded to a power of two and capped; Chromium only. */
export function deviceMemoryBytes(): number | undefined {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  return deviceMemory === undefined ? undefined : deviceMemory * 2 ** 30;
}
