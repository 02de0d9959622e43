import { createSHA256 } from 'hash-wasm';
import type { TensorFault } from '#errors.ts';
import { type Checkpoint, countOf, FLOAT_BYTES, type FloatType, type StoredTensor } from './checkpoint.ts';
import { damaged, unreadable } from './refusal.ts';
import { readExactly, type Source } from './source.ts';

const LENGTH_BYTES = 8;
const LARGEST_HEADER = 16 * 2 ** 20;
const SAMPLES = 64;
const SAMPLE_BYTES = 4096;

const FLOATS: Readonly<Record<string, FloatType>> = { F32: 'float32', F16: 'float16', BF16: 'bfloat16' };

interface Described {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** A .safetensors file, whose tensors must fill it without gap or overlap, as its specification says. @throws Refusal */
export async function readSafetensors(source: Source): Promise<Checkpoint> {
  const first = await readExactly(source, 0, LENGTH_BYTES);
  const length = Number(new DataView(first.buffer, first.byteOffset).getBigUint64(0, true));
  if (length > LARGEST_HEADER) throw unreadable('header-long');
  const header = await readExactly(source, LENGTH_BYTES, length);
  const described = readHeader(header);
  const origin = LENGTH_BYTES + length;
  checkPlaces(described, source.size - origin);
  const tensors = new Map<string, StoredTensor | TensorFault>();
  for (const [name, { dtype, shape, start, end }] of described) {
    const type = FLOATS[dtype];
    if (type && countOf(shape) * FLOAT_BYTES[type] !== end - start) {
      throw damaged('tensor-size', name);
    }
    const tensor = type && { dtype: type, shape, offset: origin + start };
    tensors.set(name, tensor ?? 'tensor-type');
  }
  return { tensors, fingerprint: await fingerprint(source, header) };
}

function readHeader(bytes: Uint8Array): [string, Described][] {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw damaged('header-broken');
  }
  if (typeof header !== 'object' || header === null) throw damaged('header-broken');
  return Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => [name, toDescribed(name, value)]);
}

function toDescribed(name: string, value: unknown): Described {
  const { dtype, shape, data_offsets: places } = (value ?? {}) as Record<string, unknown>;
  if (typeof dtype === 'string' && areCounts(shape) && areCounts(places) && places.length === 2) {
    const [start = 0, end = 0] = places;
    if (start <= end) return { dtype, shape, start, end };
  }
  throw damaged('header-tensor', name);
}

function areCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

function checkPlaces(described: readonly [string, Described][], total: number): void {
  let at = 0;
  const inOrder = [...described].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  for (const [name, { start, end }] of inOrder) {
    if (start !== at) throw damaged('tensor-place', name);
    at = end;
  }
  if (at !== total) throw damaged(at > total ? 'short' : 'too-long');
}

/** The header has no checksums, so some of the numbers stand for all. */
async function fingerprint(source: Source, header: Uint8Array): Promise<string> {
  const hash = (await createSHA256()).update(header);
  for (let n = 0; n < SAMPLES; n++) {
    const offset = Math.floor((n * source.size) / SAMPLES);
    hash.update(await readExactly(source, offset, Math.min(SAMPLE_BYTES, source.size - offset)));
  }
  return hash.digest();
}
