import { type Decode, decodeBy, type WasmDecoderClass } from './codec.ts';
import { startWasm } from './wasm.ts';

/** High-throughput JPEG 2000, by OpenJPH. */
export async function loadHtj2k(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-openjph/wasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.wasm',
    import.meta.url,
  );
  const { HTJ2KDecoder } = await startWasm<Record<'HTJ2KDecoder', WasmDecoderClass>>(glue, url);
  return decodeBy(HTJ2KDecoder);
}
