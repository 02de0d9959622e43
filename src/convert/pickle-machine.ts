import { recalledIn } from './pickle-recalls.ts';
import { INERT, Inert, PickleDict, type PickleValue } from './pickle-values.ts';
import { damaged, unreadable } from './refusal.ts';

/** What names and calls in a pickle stand for. */
export interface PickleMeaning {
  global(module: string, name: string): PickleValue;
  call(callee: PickleValue, given: readonly PickleValue[]): PickleValue;
  persistent(id: PickleValue): PickleValue;
}

/**
 * Far beyond what a checkpoint has, far below what fills the memory. nnU-Net logs a numpy scalar for each class and epoch:
 * 468,000 of them, each made of a dozen values and two tuples, are in TotalSegmentator's checkpoints.
 */
const LIMITS = {
  depth: 200_000,
  values: 64_000_000,
  containers: 500_000,
  memo: 1_000_000,
  longBytes: 64,
};

const UTF8 = new TextDecoder();

/** The stack, the marks on it and the memo that a pickle's instructions work on. */
export class PickleMachine {
  readonly meaning: PickleMeaning;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #memo = new Map<number, PickleValue>();
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  #at = 0;
  #values = 0;
  #containers = 0;
  /** What the memo has. */
  readonly #kept = new WeakSet<object>();
  #remembered = 0;
  readonly #recalled: ReadonlySet<number>;

  constructor(bytes: Uint8Array, meaning: PickleMeaning) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.meaning = meaning;
    this.#recalled = recalledIn(bytes);
  }

  // Reading.

  take(length: number): Uint8Array {
    const at = this.#skip(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** An unsigned little-endian number of 1, 2, 4 or 8 bytes. */
  unsigned(bytes: 1 | 2 | 4 | 8): number {
    const at = this.#skip(bytes);
    if (bytes === 1) return this.#view.getUint8(at);
    if (bytes === 2) return this.#view.getUint16(at, true);
    if (bytes === 4) return this.#view.getUint32(at, true);
    return Number(this.#view.getBigUint64(at, true));
  }

  int32(): number {
    return this.#view.getInt32(this.#skip(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#skip(8));
  }

  /** Two's complement, least byte first. */
  long(length: number): number | bigint {
    if (length > LIMITS.longBytes) throw unreadable('index-number');
    const bytes = this.take(length);
    // As digits, so that the work grows with the length and not with its square.
    let digits = '0x0';
    for (let i = length - 1; i >= 0; i--) digits += (bytes[i] ?? 0).toString(16).padStart(2, '0');
    let value = BigInt(digits);
    if (length > 0 && (bytes[length - 1] ?? 0) > 127) value -= 1n << BigInt(8 * length);
    const small = Number(value);
    return Number.isSafeInteger(small) ? small : value;
  }

  text(length: number): string {
    return UTF8.decode(this.take(length));
  }

  line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end < 0) throw damaged('index-short');
    const text = this.text(end - this.#at);
    this.#at = end + 1;
    return text;
  }

  // The stack.

  push(value: PickleValue): void {
    if (this.#stack.length >= LIMITS.depth || ++this.#values > LIMITS.values) throw tooLarge();
    if (isContainer(value) && ++this.#containers > LIMITS.containers) throw tooLarge();
    this.#stack.push(value);
  }

  pop(): PickleValue {
    const floor = this.#marks.at(-1) ?? 0;
    if (this.#stack.length <= floor) throw damaged('index-broken');
    return this.#stack.pop() as PickleValue;
  }

  /** The value that `pop` would give. */
  top(): PickleValue {
    const floor = this.#marks.at(-1) ?? 0;
    if (this.#stack.length <= floor) throw damaged('index-broken');
    return this.#stack.at(-1) as PickleValue;
  }

  mark(): void {
    if (this.#marks.length >= LIMITS.depth) throw tooLarge();
    this.#marks.push(this.#stack.length);
  }

  /** What was pushed since the last mark; the mark goes. */
  popMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw damaged('index-broken');
    return this.#stack.splice(mark);
  }

  // The memo.

  /** At `index`, or at the next one. What is never recalled is not kept. */
  remember(index = this.#remembered): void {
    this.#remembered++;
    const value = this.top();
    if (!this.#recalled.has(index)) return;
    if (this.#memo.size >= LIMITS.memo) throw tooLarge();
    this.#memo.set(index, value);
    if (isContainer(value)) this.#kept.add(value);
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw damaged('index-broken');
    // Not a new value: shared, as in Python.
    this.#stack.push(value);
    if (this.#stack.length > LIMITS.depth || ++this.#values > LIMITS.values) throw tooLarge();
  }

  // What changes a value that is on the stack; what is inert stays so.

  extend(values: readonly PickleValue[]): void {
    const list = this.top();
    if (Array.isArray(list)) for (const value of values) list.push(value);
    else if (!(list instanceof Inert)) throw damaged('index-broken');
  }

  setItems(values: readonly PickleValue[]): void {
    const dict = this.top();
    if (values.length % 2 !== 0) throw damaged('index-broken');
    if (dict instanceof Inert) return;
    if (!(dict instanceof PickleDict)) throw damaged('index-broken');
    for (let i = 0; i < values.length; i += 2) dict.entries.set(values[i] ?? null, values[i + 1] ?? null);
  }

  /** Where the next so many bytes begin, which are then behind. */
  #skip(length: number): number {
    const at = this.#at;
    if (!(length >= 0 && at + length <= this.#bytes.length)) throw damaged('index-short');
    this.#at = at + length;
    return at;
  }

  /** For arguments after a call: they are not held any more, unless the memo has them. */
  letGo(value: PickleValue): void {
    if (isContainer(value) && !this.#kept.has(value)) this.#containers--;
  }
}

/** What takes memory of its own. */
function isContainer(value: PickleValue): value is PickleValue & object {
  return typeof value === 'object' && value !== null && value !== INERT;
}

function tooLarge() {
  return unreadable('index-large');
}
