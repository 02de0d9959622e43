import { type Decode, decodeBy, type WasmDecoderClass } from './codec.ts';
import { startWasm } from './wasm.ts';

/** JPEG with eight bits, by libjpeg-turbo. */
export async function loadJpeg(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm_decode.wasm',
    import.meta.url,
  );
  return started(glue, url, 'JPEGDecoder');
}

/** JPEG-LS, by CharLS. */
export async function loadJpegLs(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-charls/decodewasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm',
    import.meta.url,
  );
  return started(glue, url, 'JpegLSDecoder');
}

/** JPEG 2000, by OpenJPEG. */
export async function loadJpeg2000(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-openjpeg/decodewasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
    import.meta.url,
  );
  return started(glue, url, 'J2KDecoder');
}

/** High-throughput JPEG 2000, by OpenJPH. */
export async function loadHtj2k(): Promise<Decode> {
  const glue = await import('@cornerstonejs/codec-openjph/wasmjs');
  const url = new URL(
    '../../../../node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.wasm',
    import.meta.url,
  );
  return started(glue, url, 'HTJ2KDecoder');
}

async function started<N extends string>(glue: unknown, url: URL, name: N): Promise<Decode> {
  const module = await startWasm<Record<N, WasmDecoderClass>>(glue, url);
  return decodeBy(module[name]);
}
