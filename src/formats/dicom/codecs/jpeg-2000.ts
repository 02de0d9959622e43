import { type Decode, decodeBy, type WasmDecoderClass } from './codec.ts';
import { startWasm } from './wasm.ts';

/** JPEG 2000, by OpenJPEG. */
export async function loadJpeg2000(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-openjpeg/decodewasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
    import.meta.url,
  );
  const { J2KDecoder } = await startWasm<Record<'J2KDecoder', WasmDecoderClass>>(glue, url);
  return decodeBy(J2KDecoder);
}
