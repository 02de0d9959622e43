import { type Decode, grey, type WasmDecoder } from './codec.ts';
import { startWasm } from './wasm.ts';

interface OpenJph {
  HTJ2KDecoder: new () => WasmDecoder & { decode(): void };
}

/** High-throughput JPEG 2000, by OpenJPH. */
export async function loadHtj2k(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-openjph/wasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.wasm',
    import.meta.url,
  );
  const { HTJ2KDecoder } = await startWasm<OpenJph>(glue, url);
  return (packed, form) => {
    const decoder = new HTJ2KDecoder();
    try {
      decoder.getEncodedBuffer(packed.length).set(packed);
      decoder.decode();
      return grey(decoder, form);
    } finally {
      decoder.delete();
    }
  };
}
