import { type Decode, decodeBy, type WasmDecoderClass } from './codec.ts';
import { startWasm } from './wasm.ts';

/** JPEG with eight bits, by libjpeg-turbo. */
export async function loadJpeg(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm_decode.wasm',
    import.meta.url,
  );
  const { JPEGDecoder } = await startWasm<Record<'JPEGDecoder', WasmDecoderClass>>(glue, url);
  return decodeBy(JPEGDecoder);
}
