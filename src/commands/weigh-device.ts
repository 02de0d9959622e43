import type { Device } from '#engine/engine.ts';

/** What opening a pack and reading one slice takes, measured; docs/checkpoints.md says how. */
interface Need {
  /** Of the tab as a whole, at its peak. */
  readonly memoryBytes: number;
  /** Of that, what WebAssembly's memory has to hold, which ends at 4 GiB. */
  readonly heapBytes: number;
}

const GIB = 2 ** 30;
const HEAP_LIMIT_BYTES = 4 * GIB;

/** MedImageParse 3D on WebAssembly. */
const NEEDS: Readonly<Record<string, Need>> = {};

export type Verdict =
  | {
      readonly kind: 'runs';
      readonly on: Device['backend'];
      readonly needBytes: number;
      readonly memoryBytes: number | undefined;
    }
  | { readonly kind: 'too-little-memory'; readonly needBytes: number; readonly memoryBytes: number }
  | { readonly kind: 'heap-too-small'; readonly needBytes: number; readonly limitBytes: number }
  | { readonly kind: 'unknown' };

/**
 * Whether a device can run a precision of MedImageParse 3D, and by which figure. `memoryBytes` is what the browser says
 * of the machine, rounded and capped; undefined where it says nothing.
 */
export function weighDevice(
  precision: string,
  { backend }: Pick<Device, 'backend'>,
  memoryBytes: number | undefined,
): Verdict {
  const need = NEEDS[precision];
  if (!need) return { kind: 'unknown' };
  if (backend !== 'webgpu' && need.heapBytes > HEAP_LIMIT_BYTES) {
    return { kind: 'heap-too-small', needBytes: need.heapBytes, limitBytes: HEAP_LIMIT_BYTES };
  }
  if (memoryBytes !== undefined && memoryBytes < need.memoryBytes) {
    return { kind: 'too-little-memory', needBytes: need.memoryBytes, memoryBytes };
  }
  return { kind: 'runs', on: backend, needBytes: need.memoryBytes, memoryBytes };
}

/** The machine's memory as the browser tells it: rounded to a power of two and capped; Chromium only. */
export function deviceMemoryBytes(): number | undefined {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  return deviceMemory === undefined ? undefined : deviceMemory * GIB;
}
