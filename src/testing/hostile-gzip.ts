import { gzipSync } from 'fflate';
import { random } from '#volume/random.ts';
import { oneBitFlipped } from './flips.ts';
import { ascii, edited, type HostileInput } from './hostile-input.ts';
import { soundNifti } from './hostile-nifti.ts';
import { joined } from './memory-sink.ts';

const BOMB = 24 << 20;

/** Packed files that are damaged, cut, or far larger inside than outside. */
export function* hostileGzip(): Generator<HostileInput> {
  const plain = soundNifti();
  const put = (
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    expect: HostileInput['expect'] = 'refuse',
  ): HostileInput => ({ kind: 'gzip', name, files: { 'scan.nii.gz': bytes }, expect });
  const pack = (bytes: Uint8Array, level: 0 | 6 = 6) => new Uint8Array(gzipSync(bytes, { level, mtime: 0 }));
  const packed = pack(plain);
  const { length } = packed;
  yield put('sound', packed, 'accept');
  for (const level of [6, 0] as const) {
    let n = 0;
    for (const bytes of oneBitFlipped(pack(plain, level), 40)) {
      yield put(`${level === 0 ? 'stored' : 'deflated'}, flip ${n++}`, bytes);
    }
  }
  for (const end of [
    2,
    3,
    9,
    10,
    11,
    20,
    length >> 2,
    length >> 1,
    length - 100,
    length - 9,
    length - 8,
    length - 1,
  ]) {
    yield put(`cut at ${end}`, packed.slice(0, end));
  }
  const { between } = random(3);
  const noise = Uint8Array.from({ length: 5000 }, () => Math.floor(between(0, 256)));
  yield put('noise', joined([packed.subarray(0, 10), noise]));
  yield put('zeros', joined([packed.subarray(0, 10), new Uint8Array(5000)]));
  yield put(
    'another method',
    edited(packed, (view) => view.setUint8(2, 7)),
  );
  yield put(
    'every flag',
    edited(packed, (view) => view.setUint8(3, 0xff)),
  );
  yield put('packed twice', pack(packed));
  yield put(
    'a name without an end',
    joined([packed.subarray(0, 3), Uint8Array.of(8), packed.subarray(4, 10), new Uint8Array(1e5).fill(65)]),
  );
  yield put('text behind it', joined([packed, ascii('GARBAGE'.repeat(10))]), 'either');
  yield put('two members', joined([pack(plain.subarray(0, 500)), pack(plain.subarray(500))]), 'accept');
  yield put('a header alone', pack(plain.subarray(0, 348)));
  yield put('a bomb of zeros', pack(new Uint8Array(BOMB)));
  yield put('a scan and a bomb', pack(joined([plain, new Uint8Array(BOMB)])), 'either');
  const huge = edited(plain, (view) => {
    for (const at of [42, 44, 46]) view.setInt16(at, 1290, true);
  });
  yield put('4 GB declared', pack(huge));
  yield put('a bomb that declares more', pack(joined([huge, new Uint8Array(BOMB)])));
}
