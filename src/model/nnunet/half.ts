/** What each float16, as its bits, is worth. */
const VALUES = Float32Array.from({ length: 65_536 }, (_, bits) => {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const sign = bits >> 15 ? -1 : 1;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
});

const number = new Float32Array(1);
const word = new Uint32Array(number.buffer);
const MOST = 65_504;

/** The bits of the float16 nearest to each value, halves to the even; what is larger than any becomes the largest. */
export function toHalf(values: Float32Array, halves: Uint16Array): void {
  for (let n = 0; n < values.length; n++) {
    const value = values[n] as number;
    number[0] = value > MOST ? MOST : Math.max(value, -MOST);
    const bits = word[0] as number;
    const sign = (bits >>> 16) & 0x8000;
    const size = bits & 0x7fff_ffff;
    // Below 2^-14 float16 has fixed steps of 2^-24; adding 0.5 to a float32 rounds it to those.
    if (size < 0x3880_0000) {
      number[0] = Math.abs(number[0] as number) + 0.5;
      halves[n] = sign | ((word[0] as number) - 0x3f00_0000);
    } else halves[n] = sign | ((size - 0x3800_0000 + 0xfff + ((size >>> 13) & 1)) >>> 13);
  }
}

export function fromHalves(halves: Uint16Array, values: Float32Array): void {
  for (let n = 0; n < halves.length; n++) values[n] = VALUES[halves[n] as number] as number;
}
