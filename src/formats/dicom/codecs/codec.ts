import type { PixelForm } from '#formats/dicom/image.ts';

/** Stored numbers, before bits that are none of theirs are taken off. */
export type StoredPixels = Uint8Array | Uint16Array | Uint32Array;

/** Unpacks one picture. What it throws is a damaged picture. */
export type Decode = (packed: Uint8Array<ArrayBuffer>, form: PixelForm) => StoredPixels;

/** What the decoders of all of these modules are: given bytes, asked for pixels. */
interface WasmDecoder {
  decode(): void;
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
  };
  delete(): void;
}

export type WasmDecoderClass = new () => WasmDecoder;

/** Unpacks pictures, each with a `Decoder` of its own. */
export function decodeBy(Decoder: WasmDecoderClass): Decode {
  return (packed, form) => {
    const decoder = new Decoder();
    try {
      decoder.getEncodedBuffer(packed.length).set(packed);
      decoder.decode();
      return grey(decoder, form);
    } finally {
      decoder.delete();
    }
  };
}

/** What `decoder` has unpacked, if it is the picture that `form` announces. */
function grey(decoder: WasmDecoder, { rows, columns }: { readonly rows: number; readonly columns: number }) {
  const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
  if (width !== columns || height !== rows || componentCount !== 1) {
    throw new Error(`${width} × ${height} pixels of ${componentCount} colours`);
  }
  return numbersOf(decoder.getDecodedBuffer(), bitsPerSample);
}

/** What a codec gives back for its pictures, as numbers: a byte each for up to eight bits, else two, lowest first. */
function numbersOf(bytes: Uint8Array, bitsPerSample: number): StoredPixels {
  // The memory is the codec's, and the next picture goes there.
  const own = bytes.slice();
  return bitsPerSample <= 8 ? own : new Uint16Array(own.buffer, 0, Math.floor(own.length / 2));
}
