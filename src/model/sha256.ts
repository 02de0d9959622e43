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
    const words = this.#words;
    const state = this.#state;
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(start + 4 * i);
    for (let i = 16; i < 64; i++) {
      const x = at(words, i - 15);
      const y = at(words, i - 2);
      const low = rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3);
      const high = rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10);
      words[i] = (at(words, i - 16) + low + at(words, i - 7) + high) | 0;
    }
    // Destructuring a typed array goes through its iterator, which halves the speed.
    let a = at(state, 0);
    let b = at(state, 1);
    let c = at(state, 2);
    let d = at(state, 3);
    let e = at(state, 4);
    let f = at(state, 5);
    let g = at(state, 6);
    let h = at(state, 7);
    for (let i = 0; i < 64; i++) {
      const high = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const t = (h + high + ((e & f) ^ (~e & g)) + at(ROUND, i) + at(words, i)) | 0;
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
    state[0] = at(state, 0) + a;
    state[1] = at(state, 1) + b;
    state[2] = at(state, 2) + c;
    state[3] = at(state, 3) + d;
    state[4] = at(state, 4) + e;
    state[5] = at(state, 5) + f;
    state[6] = at(state, 6) + g;
    state[7] = at(state, 7) + h;
  }
}

/** Only called with an index that is there. */
function at(words: Int32Array, index: number): number {
  return words[index] as number;
}

function rotated(x: number, by: number): number {
  return (x >>> by) | (x << (32 - by));
}
