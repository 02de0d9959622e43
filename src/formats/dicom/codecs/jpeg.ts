import { type Decode, grey, type WasmDecoder } from './codec.ts';
import { startWasm } from './wasm.ts';

interface TurboJpeg {
  JPEGDecoder: new () => WasmDecoder & { decode(): void };
}

/** JPEG with eight bits, by libjpeg-turbo. */
export async function loadJpeg(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm_decode.wasm',
    import.meta.url,
  );
  const { JPEGDecoder } = await startWasm<TurboJpeg>(glue, url);
  return (packed, form) => {
    const decoder = new JPEGDecoder();
    try {
      decoder.getEncodedBuffer(packed.length).set(packed);
      decoder.decode();
      return grey(decoder, form);
    } finally {
      decoder.delete();
    }
  };
}
