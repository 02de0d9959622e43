import { Decoder } from 'jpeg-lossless-decoder-js';
import type { Decode } from './codec.ts';

/** JPEG's lossless process. */
export const decodeJpegLossless: Decode = (packed) => {
  const decoder = new Decoder();
  const { buffer } = withRoom(packed);
  const pixels = decoder.decode(buffer, 0, buffer.byteLength);
  if (decoder.numComp !== 1) throw new Error(`${decoder.numComp} colours`);
  return pixels;
};

/**
 * A byte more before the end marker: the decoder leaves the last pixel 0 where its code ends with the stream. What follows the
 * marker, which pads a fragment to an even length, is left out.
 */
function withRoom(packed: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const end = endMarker(packed);
  const longer = new Uint8Array(end + 3);
  longer.set(packed.subarray(0, end));
  longer.set([0, 0xff, 0xd9], end);
  return longer;
}

/** Where the last end marker begins; the end where there is none. */
function endMarker(packed: Uint8Array): number {
  for (let at = packed.length - 2; at >= 0; at--) {
    if (packed[at] === 0xff && packed[at + 1] === 0xd9) return at;
  }
  return packed.length;
}
