import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { random } from '#volume/random.ts';
import type { Grid } from '#volume/types.ts';
import { edited, type HostileInput } from './hostile-input.ts';

const GRID: Grid = { size: [12, 10, 8], voxelToWorld: [-1.5, 0, 0, 90, 0, 1.5, 0, -120, 0, 0, 3, -50] };

/** A scan that nothing is wrong with. */
export function soundNifti(): Uint8Array<ArrayBuffer> {
  const { between } = random(1);
  const data = Int16Array.from({ length: 960 }, () => Math.round(between(-1000, 1000)));
  return writeNifti({ size: GRID.size, header: gridHeader(GRID), data });
}

type Write = 'Int8' | 'Int16' | 'Int32' | 'Float32';
type Expect = HostileInput['expect'];

const ODD = [Number.NaN, Number.POSITIVE_INFINITY, 1e38, -1e38];

/** A field of the header, what is written there and what should become of the file. */
const FIELDS: readonly (readonly [name: string, at: number, as: Write, values: readonly number[], Expect])[] =
  [
    ['sizeof_hdr', 0, 'Int32', [0, 347, 349, -1, 540, 0x7fffffff], 'refuse'],
    ['dim0', 40, 'Int16', [-32768, -1, 0, 1, 2], 'refuse'],
    ['dim0', 40, 'Int16', [4, 5, 7], 'either'],
    ['dim0', 40, 'Int16', [8, 100, 32767], 'refuse'],
    ['dim1', 42, 'Int16', [0, 1, -12, 32767], 'refuse'],
    ['dim2', 44, 'Int16', [0, 1, -10, 32767], 'refuse'],
    ['dim3', 46, 'Int16', [0, 1, -8, 32767], 'refuse'],
    ['datatype', 70, 'Int16', [0, 1, 32, 128, 255, 511, 1536, 1792, 2048, 2304, -1, 32767, 3], 'refuse'],
    ['datatype, too few bytes', 70, 'Int16', [8, 16, 64, 768, 1024, 1280], 'refuse'],
    ['bitpix', 72, 'Int16', [8, -16], 'either'],
    ['vox_offset', 108, 'Float32', [0, 348, 352.5], 'either'],
    ['vox_offset', 108, 'Float32', [353, 1e9, 1e30], 'refuse'],
    ['vox_offset', 108, 'Float32', [-1, Number.NaN, Number.POSITIVE_INFINITY], 'refuse'],
    ['slope', 112, 'Float32', [1e38, -1e38, 1e-45, 1e-30], 'refuse'],
    ['slope', 112, 'Float32', [0, Number.NaN, Number.POSITIVE_INFINITY, -1], 'either'],
    ['intercept', 116, 'Float32', [1e38, -3e38], 'refuse'],
    ['intercept', 116, 'Float32', [Number.NaN, Number.POSITIVE_INFINITY], 'either'],
    ['units', 123, 'Int8', [0, 1, 3, 4, 7, -1], 'either'],
    ['sform code', 254, 'Int16', [-1, 99, 32767], 'either'],
    ['step in the sform', 280, 'Float32', [...ODD, 0, 1e-30, 100, 999], 'refuse'],
    ['shear in the sform', 284, 'Float32', [...ODD, 1e6], 'refuse'],
    ['offset in the sform', 292, 'Float32', [...ODD, 1e9], 'refuse'],
  ];

/** The same, with the qform deciding. */
const QFORM: typeof FIELDS = [
  ['step', 80, 'Float32', [...ODD, 0, 1e-30, 100, 999], 'refuse'],
  ['negative step', 84, 'Float32', [-1.5], 'either'],
  ['quaternion', 256, 'Float32', [Number.NaN, Number.POSITIVE_INFINITY], 'refuse'],
  ['quaternion', 260, 'Float32', [5, 1.1, -3], 'refuse'],
  ['offset', 268, 'Float32', [...ODD, 1e9], 'refuse'],
  ['qfac', 76, 'Float32', [0, 2, -1, Number.NaN], 'either'],
];

export function* hostileNifti(): Generator<HostileInput> {
  const sound = soundNifti();
  const put = (name: string, bytes: Uint8Array<ArrayBuffer>, expect: Expect): HostileInput => ({
    ...{ kind: 'NIfTI', name, expect },
    files: { 'scan.nii': bytes },
  });
  yield put('sound', sound, 'accept');
  const byQform = edited(sound, (view) => view.setInt16(254, 0, true));
  for (const [from, fields] of [
    [sound, FIELDS],
    [byQform, QFORM],
  ] as const) {
    for (const [name, at, as, values, expect] of fields) {
      for (const value of values) {
        const bytes = edited(from, (view) => view[`set${as}`](at, value, true));
        yield put(`${from === byQform ? 'qform: ' : ''}${name} ${value}`, bytes, expect);
      }
    }
  }
  for (const magic of ['\0\0\0\0', 'ni1\0', 'n+2\0', 'N+1\0']) {
    yield put(
      `magic ${magic}`,
      edited(sound, (view) => setText(view, 344, magic)),
      'refuse',
    );
  }
  for (const end of [0, 1, 3, 4, 100, 347, 348, 351, 352, 353, 1200, sound.length - 1]) {
    yield put(`cut at ${end}`, sound.slice(0, end), 'refuse');
  }
  yield put(
    'no codes',
    edited(sound, (view) => view.setInt32(252, 0)),
    'refuse',
  );
  yield* flipped(sound);
}

function setText(view: DataView, at: number, text: string): void {
  for (let n = 0; n < text.length; n++) view.setUint8(at + n, text.charCodeAt(n));
}

/** Bits turned over anywhere in the header. */
function* flipped(sound: Uint8Array): Generator<HostileInput> {
  const { between } = random(5);
  for (let n = 0; n < 40; n++) {
    const at = Math.floor(between(0, 352));
    const bit = Math.floor(between(0, 8));
    const bytes = edited(sound, (view) => view.setUint8(at, view.getUint8(at) ^ (1 << bit)));
    yield { kind: 'NIfTI', name: `bit ${bit} of byte ${at}`, files: { 'scan.nii': bytes }, expect: 'either' };
  }
}

/** Voxels that are no image. */
export function* hostileValues(): Generator<HostileInput> {
  const values: readonly (readonly [string, (n: number) => number, Expect])[] = [
    ['all NaN', () => Number.NaN, 'refuse'],
    ['all infinite', () => Number.POSITIVE_INFINITY, 'refuse'],
    ['half NaN', (n) => (n % 2 ? Number.NaN : n), 'either'],
    ['one finite', (n) => (n === 7 ? 5 : Number.NaN), 'refuse'],
    ['two finite', (n) => (n < 2 ? n : Number.NaN), 'either'],
    ['1e38', (n) => (n % 3) * 1e38, 'refuse'],
    ['denormal', (n) => (n % 3) * 1e-44, 'refuse'],
    ['an outlier of 1e30', (n) => (n === 3 ? 1e30 : n), 'refuse'],
    ['constant', () => 7, 'refuse'],
    ['minus zero', () => -0, 'refuse'],
  ];
  for (const [name, value, expect] of values) {
    const data = Float32Array.from({ length: 960 }, (_, n) => value(n));
    const bytes = writeNifti({ size: GRID.size, header: gridHeader(GRID), data });
    yield { kind: 'voxels', name, files: { 'scan.nii': bytes }, expect };
  }
}
