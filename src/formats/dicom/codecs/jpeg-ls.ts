import { type Decode, grey, type WasmDecoder } from './codec.ts';
import { startWasm } from './wasm.ts';

interface CharLs {
  JpegLSDecoder: new () => WasmDecoder & { decode(): void };
}

/** JPEG-LS, by CharLS. */
export async function loadJpegLs(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-charls/decodewasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm',
    import.meta.url,
  );
  const { JpegLSDecoder } = await startWasm<CharLs>(glue, url);
  return (packed, form) => {
    const decoder = new JpegLSDecoder();
    try {
      decoder.getEncodedBuffer(packed.length).set(packed);
      decoder.decode();
      return grey(decoder, form);
    } finally {
      decoder.delete();
    }
  };
}
