import { crc32, createSHA256 } from 'hash-wasm';
import type { TensorFault } from '#errors.ts';
import { type Checkpoint, countOf, FLOAT_BYTES, type FloatType, type StoredTensor } from './checkpoint.ts';
import { PickleDict, type PickleValue, type StorageRef, TensorRef } from './pickle-values.ts';
import { readPickle } from './read-pickle.ts';
import { damaged, unreadable } from './refusal.ts';
import { readExactly, type Source } from './source.ts';
import { TORCH } from './torch-meaning.ts';
import { contentOffset, readZipDirectory, type ZipEntry } from './zip-directory.ts';

const INDEX = 'data.pkl';
/** nnU-Net's log of 4,000 epochs makes it 32 MB. */
const LARGEST_INDEX = 128 * 2 ** 20;
const LARGEST_COUNT = 100_000;

const FLOATS: Readonly<Record<string, FloatType>> = {
  'torch.FloatStorage': 'float32',
  'torch.HalfStorage': 'float16',
  'torch.BFloat16Storage': 'bfloat16',
};

/** A file of torch.save: what its pickle holds, and where the numbers of its tensors lie. */
export interface TorchFile {
  readonly content: PickleValue;
  /** Of the pickle and the directory with its checksums: equal for equal files. */
  readonly fingerprint: string;
  /** Where a value's numbers lie, or why they cannot be used. @throws Refusal where the file contradicts itself. */
  locate(name: string, value: PickleValue): Promise<StoredTensor | TensorFault>;
}

/** The tensors in what torch.save writes since 1.6: a zip of a pickle and one file per storage. @throws Refusal */
export async function readTorchZip(source: Source): Promise<Checkpoint> {
  const { content, fingerprint, locate } = await openTorchZip(source);
  const tensors = new Map<string, StoredTensor | TensorFault>();
  for (const [name, value] of stateDict(content)) tensors.set(name, await locate(name, value));
  return { tensors, fingerprint };
}

/** @throws Refusal */
export async function openTorchZip(source: Source): Promise<TorchFile> {
  const { entries, bytes: directory } = await readZipDirectory(source);
  const packed = [...entries.values()].find(({ packing }) => packing !== 'none');
  if (packed) throw unreadable('part-compressed', packed.path);
  const index = onlyIndex(entries);
  const folder = index.path.slice(0, -INDEX.length);
  await checkByteOrder(source, entries.get(`${folder}byteorder`));
  if (index.size > LARGEST_INDEX) throw unreadable('index-large');
  const pickle = await readExactly(source, await contentOffset(source, index), index.size);
  if (index.crc32 !== 0 && Number.parseInt(await crc32(pickle), 16) !== index.crc32)
    throw damaged('index-changed');
  const content = readPickle(pickle, TORCH);
  const offsets = new Map<string, number>();
  const place: Place = async ({ key }) => {
    const entry = entries.get(`${folder}data/${key}`);
    if (!entry) throw damaged('numbers-missing', key);
    const offset = offsets.get(key) ?? (await contentOffset(source, entry));
    offsets.set(key, offset);
    return { entry, offset };
  };
  return {
    content,
    fingerprint: (await createSHA256()).update(directory).update(pickle).digest(),
    locate: async (name, value) => (value instanceof TensorRef ? locate(name, value, place) : 'no-tensor'),
  };
}

/** Whether a zip archive is one of torch.save's. */
export function isTorchZip(entries: ReadonlyMap<string, ZipEntry>): boolean {
  return [...entries.keys()].some((path) => path === INDEX || path.endsWith(`/${INDEX}`));
}

function onlyIndex(entries: ReadonlyMap<string, ZipEntry>): ZipEntry {
  const found = [...entries.values()].filter(({ path }) => path === INDEX || path.endsWith(`/${INDEX}`));
  const [index] = found;
  if (!index || found.length > 1) throw unreadable('other-zip');
  return index;
}

async function checkByteOrder(source: Source, entry: ZipEntry | undefined): Promise<void> {
  if (!entry) return;
  const bytes = await readExactly(source, await contentOffset(source, entry), Math.min(entry.size, 16));
  if (new TextDecoder().decode(bytes) !== 'little') throw unreadable('big-endian');
}

/** The tensors by name: those of a Lightning checkpoint's `state_dict`, or of the dictionary itself. */
function stateDict(content: PickleValue): [string, PickleValue][] {
  if (!(content instanceof PickleDict)) throw unreadable('no-dictionary');
  const inner = content.entries.get('state_dict');
  const { entries } = inner instanceof PickleDict ? inner : content;
  if (entries.size > LARGEST_COUNT) throw unreadable('many-tensors');
  return [...entries].filter((entry): entry is [string, PickleValue] => typeof entry[0] === 'string');
}

type Place = (storage: StorageRef) => Promise<{ entry: ZipEntry; offset: number }>;

async function locate(name: string, tensor: TensorRef, place: Place): Promise<StoredTensor | TensorFault> {
  const { storage, shape, strides } = tensor;
  const dtype = FLOATS[storage.type];
  if (!dtype) return 'tensor-type';
  if (!isContiguous(shape, strides)) return 'tensor-order';
  const { entry, offset } = await place(storage);
  const bytes = FLOAT_BYTES[dtype];
  if (storage.count * bytes > entry.size || tensor.offset + countOf(shape) > storage.count) {
    throw damaged('tensor-beyond', name);
  }
  const checked = { offset, bytes: entry.size, crc32: entry.crc32 };
  return {
    dtype,
    shape,
    offset: offset + tensor.offset * bytes,
    // torch.serialization.set_crc32_options(False) writes zero.
    ...(entry.crc32 !== 0 && { checked }),
  };
}

/** Whether numbers follow each other as the shape counts them; an axis of one has no order. */
function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 1;
    if (length !== 1 && strides[axis] !== step) return false;
    step *= length;
  }
  return true;
}
