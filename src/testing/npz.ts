import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';

/** A numpy array, slowest axis first. */
export interface NumpyArray {
  readonly shape: readonly number[];
  readonly data:
    | Float32Array<ArrayBuffer>
    | Uint8Array<ArrayBuffer>
    | Int16Array<ArrayBuffer>
    | Int32Array<ArrayBuffer>
    | BigInt64Array<ArrayBuffer>;
}

const FOLDER = fileURLToPath(new URL('../../../shared/reference/', import.meta.url));

/** Goldens made by the original's own code lie beside some checkouts; tests that need them are skipped elsewhere, aloud. */
export const hasReference = existsSync(`${FOLDER}index.json`);

export function referenceJson(name: string): unknown {
  return JSON.parse(readFileSync(FOLDER + name, 'utf8'));
}

/** The arrays of a .npz among the goldens, by name. */
export function referenceArrays(name: string): Readonly<Record<string, NumpyArray>> {
  return arraysIn(new Uint8Array(readFileSync(FOLDER + name)));
}

/** The arrays of a .npz, by name. */
export function arraysIn(npz: Uint8Array): Readonly<Record<string, NumpyArray>> {
  const files = unzipSync(npz);
  return Object.fromEntries(
    Object.entries(files).map(([file, bytes]) => [file.replace(/\.npy$/, ''), readNpy(bytes)]),
  );
}

/** @throws Error where the goldens lack it. */
export function floatsIn(array: NumpyArray | undefined): Float32Array<ArrayBuffer> {
  if (!(array?.data instanceof Float32Array)) throw new Error('An array of float32 is missing.');
  return array.data;
}

/** @throws Error where the goldens lack it. */
export function bytesIn(array: NumpyArray | undefined): Uint8Array<ArrayBuffer> {
  if (!(array?.data instanceof Uint8Array)) throw new Error('An array of bytes is missing.');
  return array.data;
}

const KINDS: Readonly<Record<string, (buffer: ArrayBuffer) => NumpyArray['data']>> = {
  '<f2': (buffer) => Float32Array.from(new Uint16Array(buffer), fromHalf),
  '<f4': (buffer) => new Float32Array(buffer),
  '|u1': (buffer) => new Uint8Array(buffer),
  '|b1': (buffer) => new Uint8Array(buffer),
  '<i2': (buffer) => new Int16Array(buffer),
  '<i4': (buffer) => new Int32Array(buffer),
  '<i8': (buffer) => new BigInt64Array(buffer),
};

function readNpy(bytes: Uint8Array): NumpyArray {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + length));
  const kind = /'descr': '([^']+)'/.exec(header)?.[1] ?? '';
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '').split(',').filter((n) => n.trim());
  const read = KINDS[kind];
  const data = read ? read(bytes.slice(10 + length).buffer) : new Uint8Array();
  return { shape: shape.map(Number), data };
}

export function fromHalf(half: number): number {
  const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
  const size = exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
  return half >> 15 ? -size : size;
}
