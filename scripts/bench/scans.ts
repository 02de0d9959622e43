import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

export interface Scan {
  readonly path: string;
  readonly slices: number;
  /** Whether it is made from a real CT, or from the phantom. */
  readonly origin: 'CT' | 'phantom';
}

export const CASES = [100, 151, 300, 600] as const;

/** A scan in memory: HU, i fastest, and the header of the file that it came from. */
interface Image {
  readonly header: Buffer;
  readonly size: readonly [number, number, number];
  readonly mm: readonly [number, number, number];
  readonly data: Int16Array;
}

const HEADER_BYTES = 352;
const [DIM, DATATYPE, PIXDIM, DATA_AT, SLOPE, INTERCEPT, TEXT, SROW] = [40, 70, 76, 108, 112, 116, 148, 280];
const [UINT8, INT16] = [2, 4];
const SLICE_MM = 1.6;
/** Part of the made files' names: what an earlier recipe made is not measured again. */
const RECIPES = 2;
/** A low level of compression: what is measured is the reading. */
const LEVEL = 4;

/** The scan of `slices` slices, made in `cache` where it is not there yet. @throws Error for a number that has no recipe. */
export function scanOf(slices: number, { root, cache }: { root: string; cache: string }): Scan {
  if (!CASES.some((each) => each === slices))
    throw new Error(`There is no case of ${slices} slices. There are: ${CASES.join(', ')}.`);
  const data = join(root, '../shared/data/validation');
  const origin = existsSync(join(data, 'ct_btcv_20_image.nii.gz')) ? 'CT' : 'phantom';
  const path = join(cache, `${origin.toLowerCase()}-${slices}-${RECIPES}.nii.gz`);
  if (!existsSync(path)) {
    mkdirSync(cache, { recursive: true });
    const source = origin === 'CT' ? (name: string) => read(join(data, name)) : () => phantom(root, cache);
    write(path, made(slices, source));
  }
  return { path, slices, origin };
}

/**
 * 100: 257 × 257, as the public abdominal CTs are. 151: 512 × 512 at 1.6 mm. 300 and 600: another patient, 512 × 512, from the lungs to the
 * hips. (Two abdomens on top of each other would be as tall, but no patient: the app says so and answers nothing.)
 */
function made(slices: number, source: (name: string) => Image): Image {
  if (slices === 100) return ofDepth(source('ct_btcv_23_image.nii.gz'), 257, slices);
  if (slices === 151) return middle(source('ct_btcv_20_image.nii.gz'), 512, slices);
  return ofDepth(source('ct_btcv_21_image.nii.gz'), 512, slices);
}

function read(path: string): Image {
  const file = gunzipSync(readFileSync(path));
  const size = [0, 1, 2].map((axis) => file.readInt16LE(DIM + 2 * (axis + 1)));
  const mm = [0, 1, 2].map((axis) => file.readFloatLE(PIXDIM + 4 * (axis + 1)));
  const at = file.readFloatLE(DATA_AT);
  const type = file.readInt16LE(DATATYPE);
  if (type !== UINT8 && type !== INT16) throw new Error(`${path}: datatype ${type} is not made scans of.`);
  const [slope, intercept] = [file.readFloatLE(SLOPE) || 1, file.readFloatLE(INTERCEPT) || 0];
  const count = size.reduce((product, each) => product * each, 1);
  const data = new Int16Array(count);
  for (let n = 0; n < count; n++) {
    const stored = type === UINT8 ? file.readUInt8(at + n) : file.readInt16LE(at + 2 * n);
    data[n] = Math.round(stored * slope + intercept);
  }
  return { header: file.subarray(0, HEADER_BYTES), size: triple(size), mm: triple(mm), data };
}

function triple([a = 1, b = 1, c = 1]: readonly number[]): [number, number, number] {
  return [a, b, c];
}

function phantom(root: string, cache: string): Image {
  const args = ['--import', 'tsx', 'src/cli/phantom.ts', '--out', cache, '--seed', '7'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The phantom could not be made: ${stderr}`);
  return read(join(cache, 'phantom_7_image.nii.gz'));
}

/** From first to last slice as before, in `slices` of them, of side × side voxels. */
function ofDepth(image: Image, side: number, slices: number): Image {
  const step = (image.size[2] - 1) / (slices - 1);
  return resampled(image, side, { slices, step, first: 0 });
}

/** The middle of the image, in `slices` slices of SLICE_MM each, or all of it where it is less tall. */
function middle(image: Image, side: number, slices: number): Image {
  const step = Math.min(SLICE_MM / image.mm[2], (image.size[2] - 1) / (slices - 1));
  const first = (image.size[2] - 1 - step * (slices - 1)) / 2;
  return resampled(image, side, { slices, step, first });
}

interface Depths {
  readonly slices: number;
  /** In slices of the image: between two, and of the first. */
  readonly step: number;
  readonly first: number;
}

/** Linear along each axis; in a slice from edge to edge. */
function resampled(image: Image, side: number, { slices, step, first }: Depths): Image {
  const [width, height, depth] = image.size;
  const across = (width - 1) / (side - 1);
  const down = (height - 1) / (side - 1);
  const [columns, rows] = [samples(side, 0, across, width), samples(side, 0, down, height)];
  const data = new Int16Array(side * side * slices);
  samples(slices, first, step, depth).forEach(([low, high, part], k) => {
    const slice = blended(image.data, width * height, low, high, part);
    let at = k * side * side;
    for (const [up, under, below] of rows) {
      for (const [left, right, beside] of columns) {
        const top = mix(slice[up * width + left], slice[up * width + right], beside);
        const bottom = mix(slice[under * width + left], slice[under * width + right], beside);
        data[at++] = Math.round(mix(top, bottom, below));
      }
    }
  });
  const mm = triple([image.mm[0] * across, image.mm[1] * down, image.mm[2] * step]);
  return { header: image.header, size: [side, side, slices], mm, data };
}

/** For each of `count` samples the two neighbours and the second one's weight. */
function samples(count: number, first: number, step: number, size: number): [number, number, number][] {
  return Array.from({ length: count }, (_, n) => {
    const at = Math.min(first + n * step, size - 1);
    const low = Math.floor(at);
    return [low, Math.min(low + 1, size - 1), at - low];
  });
}

function mix(a = 0, b = 0, part = 0): number {
  return a + (b - a) * part;
}

function blended(data: Int16Array, area: number, low: number, high: number, part: number): Float32Array {
  const [a, b] = [data.subarray(low * area, (low + 1) * area), data.subarray(high * area, (high + 1) * area)];
  return Float32Array.from(a, (value, n) => mix(value, b[n], part));
}

/** Written under another name first, so that an interruption leaves no half a scan. */
function write(path: string, { header, size, mm, data }: Image): void {
  const head = Buffer.from(header);
  for (const axis of [0, 1, 2] as const) {
    head.writeInt16LE(size[axis], DIM + 2 * (axis + 1));
    const scale = mm[axis] / head.readFloatLE(PIXDIM + 4 * (axis + 1));
    head.writeFloatLE(mm[axis], PIXDIM + 4 * (axis + 1));
    for (const row of [0, 1, 2]) {
      const at = SROW + 16 * row + 4 * axis;
      head.writeFloatLE(head.readFloatLE(at) * scale, at);
    }
  }
  head.writeInt16LE(INT16, DATATYPE);
  head.writeInt16LE(16, DATATYPE + 2);
  head.writeFloatLE(HEADER_BYTES, DATA_AT);
  head.writeFloatLE(1, SLOPE);
  head.writeFloatLE(0, INTERCEPT);
  head.fill(0, TEXT, TEXT + 80);
  const file = Buffer.concat([head, new Uint8Array(data.buffer)]);
  writeFileSync(`${path}.part`, gzipSync(file, { level: LEVEL }));
  renameSync(`${path}.part`, path);
}
