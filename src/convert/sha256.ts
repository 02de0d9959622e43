const BLOCK = 64;
const LENGTH_AT = 56;

const primes = [2];
for (let n = 3; primes.length < 64; n += 2) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
const fraction = (root: number) => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
const ROUND = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

/** SHA-256 of bytes that come one after the other; crypto.subtle wants them all at once. */
export class Sha256 {
  readonly #state = Int32Array.from(START);
  readonly #words = new Int32Array(64);
  readonly #rest = new Uint8Array(BLOCK);
  #held = 0;
  #length = 0;

  update(bytes: Uint8Array): this {
    this.#length += bytes.length;
    let start = 0;
    if (this.#held > 0) {
      start = Math.min(BLOCK - this.#held, bytes.length);
      this.#rest.set(bytes.subarray(0, start), this.#held);
      this.#held += start;
      if (this.#held < BLOCK) return this;
      this.#digest(new DataView(this.#rest.buffer), 0);
      this.#held = 0;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (; start + BLOCK <= bytes.length; start += BLOCK) this.#digest(view, start);
    this.#rest.set(bytes.subarray(start));
    this.#held = bytes.length - start;
    return this;
  }

  /** Hexadecimal, lower case. Nothing may be added afterwards. */
  finish(): string {
    const bits = this.#length * 8;
    const zeros = (2 * BLOCK + LENGTH_AT - 1 - this.#held) % BLOCK;
    const end = new DataView(new ArrayBuffer(1 + zeros + 8));
    end.setUint8(0, 0x80);
    end.setUint32(1 + zeros, Math.floor(bits / 2 ** 32));
    end.setUint32(1 + zeros + 4, bits >>> 0);
    this.update(new Uint8Array(end.buffer));
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #digest(view: DataView, start: number): void {
    const w = this.#words;
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(start + 4 * i);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15] ?? 0;
      const y = w[i - 2] ?? 0;
      const low = rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3);
      const high = rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10);
      w[i] = (w[i - 16] ?? 0) + low + (w[i - 7] ?? 0) + high;
    }
    let [a, b, c, d, e, f, g, h] = this.#state as unknown as Eight;
    for (let i = 0; i < 64; i++) {
      const high = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const t = (h + high + ((e & f) ^ (~e & g)) + (ROUND[i] ?? 0) + (w[i] ?? 0)) | 0;
      const low = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
      h = g;
      g = f;
      f = e;
      e = (d + t) | 0;
      d = c;
      const u = low + ((a & b) ^ (a & c) ^ (b & c));
      c = b;
      b = a;
      a = (t + u) | 0;
    }
    const next = [a, b, c, d, e, f, g, h];
    for (let i = 0; i < 8; i++) this.#state[i] = (this.#state[i] ?? 0) + (next[i] ?? 0);
  }
}

type Eight = [number, number, number, number, number, number, number, number];

function rotated(x: number, by: number): number {
  return (x >>> by) | (x << (32 - by));
}
