import { type Decode, grey, type WasmDecoder } from './codec.ts';
import { startWasm } from './wasm.ts';

interface OpenJpeg {
  J2KDecoder: new () => WasmDecoder & { decode(): void };
}

/** JPEG 2000, by OpenJPEG. */
export async function loadJpeg2000(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-openjpeg/decodewasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
    import.meta.url,
  );
  const { J2KDecoder } = await startWasm<OpenJpeg>(glue, url);
  return (packed, form) => {
    const decoder = new J2KDecoder();
    try {
      decoder.getEncodedBuffer(packed.length).set(packed);
      decoder.decode();
      return grey(decoder, form);
    } finally {
      decoder.delete();
    }
  };
}
