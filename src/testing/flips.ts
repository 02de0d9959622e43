import { random } from '#volume/random.ts';

/**
 * `count` copies of `packed`, a gzip file, each with one bit turned over somewhere behind the header of ten bytes: in the
 * packed bytes, the checksum or the length. The same every time.
 */
export function* oneBitFlipped(packed: Uint8Array, count: number): Generator<Uint8Array<ArrayBuffer>> {
  const { between } = random(40);
  for (let n = 0; n < count; n++) {
    const bytes = new Uint8Array(packed);
    // The last two lie in the length and in the checksum.
    const at = n < 2 ? packed.length - 2 - 4 * n : Math.floor(between(10, packed.length));
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(between(0, 8)));
    yield bytes;
  }
}
