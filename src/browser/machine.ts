/** What WebGPU says of the adapter that it would give. */
export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  /** What else it is called, where the browser tells. */
  readonly description: string;
  /** It computes on the processor. */
  readonly isFallback: boolean;
  /** float16 arithmetic in shaders. */
  readonly shaderF16: boolean;
  /** In bytes: of one buffer, and of as much of it as a shader may be given. */
  readonly maxBufferBytes: number;
  readonly maxBindingBytes: number;
  /** Invocations of one workgroup, and the memory that they share, in bytes. */
  readonly maxInvocations: number;
  readonly maxSharedBytes: number;
}

/** What the browser tells of the machine. Nothing of it leaves the page. */
export interface MachineFacts {
  /** Logical ones; a browser may say fewer than there are. */
  readonly cores: number;
  /** navigator.deviceMemory, GiB; undefined where the browser does not tell. */
  readonly memoryGib: number | undefined;
  /** The page may have threads with shared memory. */
  readonly isIsolated: boolean;
  /** 'no-api': the browser has no WebGPU; 'none': it has, and no adapter. */
  readonly adapter: AdapterFacts | 'no-api' | 'none';
  /** The browser's own estimate, bytes; undefined where it gives none. */
  readonly storage: { readonly usedBytes: number; readonly quotaBytes: number } | undefined;
}

/** As much of WebGPU as is read here; the page's own library has no types for it. */
interface Gpu {
  requestAdapter(options: { readonly powerPreference: 'high-performance' }): Promise<GpuAdapter | null>;
}

interface GpuAdapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly features: { has(name: string): boolean };
  readonly limits: Readonly<Record<string, number | undefined>>;
}

interface Browser {
  readonly hardwareConcurrency: number;
  readonly deviceMemory?: number;
  readonly gpu?: Gpu;
  readonly storage?: { estimate(): Promise<{ usage?: number; quota?: number }> };
}

/** Asks the browser; opens no device and computes nothing. */
export async function readMachine(): Promise<MachineFacts> {
  const { hardwareConcurrency, deviceMemory, gpu, storage } = navigator as unknown as Browser;
  const estimate = await storage?.estimate().catch(() => undefined);
  return {
    cores: hardwareConcurrency,
    memoryGib: deviceMemory,
    isIsolated: globalThis.crossOriginIsolated,
    adapter: gpu ? await readAdapter(gpu) : 'no-api',
    storage: estimate && { usedBytes: estimate.usage ?? 0, quotaBytes: estimate.quota ?? 0 },
  };
}

async function readAdapter(gpu: Gpu): Promise<AdapterFacts | 'none'> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return 'none';
  const { vendor, architecture, description, isFallbackAdapter = false } = adapter.info;
  const limit = (name: string) => adapter.limits[name] ?? 0;
  return {
    ...{ vendor, architecture, description, isFallback: isFallbackAdapter },
    shaderF16: adapter.features.has('shader-f16'),
    maxBufferBytes: limit('maxBufferSize'),
    maxBindingBytes: limit('maxStorageBufferBindingSize'),
    maxInvocations: limit('maxComputeInvocationsPerWorkgroup'),
    maxSharedBytes: limit('maxComputeWorkgroupStorageSize'),
  };
}
