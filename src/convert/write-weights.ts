import { createSHA256, type IHasher } from 'hash-wasm';
import { FLOAT_BYTES, type StoredTensor } from './checkpoint.ts';
import { encode } from './encode.ts';
import { toFloat32 } from './floats.ts';
import { type Layout, type LayoutFile, type LayoutTensor, rowsOf } from './layout.ts';
import { Refusal } from './refusal.ts';
import type { Sink, SinkFile } from './sink.ts';
import { readExactly, type Source } from './source.ts';

/** Numbers that are in memory at once. */
const CHUNK = 2 ** 20;

export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface WriteWeights {
  readonly source: Source;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly layout: Layout;
  readonly sink: Sink;
  readonly signal: AbortSignal | undefined;
  /** Called with the bytes written so far. */
  readonly onBytes: (done: number) => void;
}

/** One file of weights, from its first tensor to its last. What fails or is aborted leaves nothing behind. @throws Refusal */
export function writeWeights(file: LayoutFile, given: WriteWeights): Promise<WrittenFile> {
  return writeHashed(file.path, given, async (out) => {
    for (const tensor of file.tensors) await writeTensor(tensor, out, given);
  });
}

/** The file that `work` writes, and its hash. What fails or is aborted leaves nothing behind. */
export async function writeHashed(
  path: string,
  given: Pick<WriteWeights, 'sink' | 'signal' | 'onBytes'>,
  work: (out: HashedOutput) => Promise<void>,
): Promise<WrittenFile> {
  const target = await given.sink.create(path);
  try {
    const out = new HashedOutput(target, await createSHA256(), given);
    await work(out);
    await target.finish();
    return { path, bytes: out.length, sha256: out.sha256() };
  } catch (error) {
    await target.abort();
    throw error;
  }
}

async function writeTensor(entry: LayoutTensor, out: HashedOutput, given: WriteWeights): Promise<void> {
  const tensor = given.tensors.get(entry.source);
  if (!tensor) throw new Error(`${entry.source} was not checked`);
  const { rows, rowLength } = rowsOf(given.layout, entry);
  // An even number, so that pairs of int4 do not straddle two chunks.
  const step = Math.max(2, 2 * Math.floor(CHUNK / (2 * Math.max(rowLength, 1))));
  const scales: Uint8Array[] = [];
  await out.seek(entry.offset);
  for (let row = 0; row < rows.count; row += step) {
    const count = Math.min(step, rows.count - row);
    const values = await readRows(given.source, tensor, { first: rows.first + row, count, rowLength });
    const { data, scale } = ofTensor(entry.source, () =>
      encode(toFloat32(values, tensor.dtype), rowLength, entry.encoding),
    );
    await out.append(data);
    scales.push(scale);
  }
  if (!entry.scale) return;
  await out.seek(entry.scale.offset);
  for (const scale of scales) await out.append(scale);
}

interface Rows {
  readonly first: number;
  readonly count: number;
  readonly rowLength: number;
}

function readRows(source: Source, { dtype, offset }: StoredTensor, { first, count, rowLength }: Rows) {
  const bytes = FLOAT_BYTES[dtype] * rowLength;
  return readExactly(source, offset + first * bytes, count * bytes);
}

/** `work`, its refusal saying of which tensor it is. */
export function ofTensor<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.fault, name) : error;
  }
}

/** What is written, and its hash. */
export class HashedOutput {
  readonly #target: SinkFile;
  readonly #given: Pick<WriteWeights, 'signal' | 'onBytes'>;
  readonly #hash: IHasher;
  length = 0;

  constructor(target: SinkFile, hash: IHasher, given: Pick<WriteWeights, 'signal' | 'onBytes'>) {
    this.#hash = hash;
    this.#target = target;
    this.#given = given;
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#given.signal?.throwIfAborted();
    if (bytes.length === 0) return;
    await this.#target.append(bytes);
    this.#hash.update(bytes);
    this.length += bytes.length;
    this.#given.onBytes(this.length);
  }

  /** Zeros up to `offset`. */
  async seek(offset: number): Promise<void> {
    await this.append(new Uint8Array(offset - this.length));
  }

  /** Of all that was written; once. */
  sha256(): string {
    return this.#hash.digest();
  }
}
