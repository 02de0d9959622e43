import { type Decode, decodeBy, type WasmDecoderClass } from './codec.ts';
import { startWasm } from './wasm.ts';

/** JPEG-LS, by CharLS. */
export async function loadJpegLs(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-charls/decodewasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm',
    import.meta.url,
  );
  const { JpegLSDecoder } = await startWasm<Record<'JpegLSDecoder', WasmDecoderClass>>(glue, url);
  return decodeBy(JpegLSDecoder);
}
