import { zipSync } from 'fflate';
import { random } from '#volume/random.ts';
import { edited, type HostileInput } from './hostile-input.ts';
import { soundNifti } from './hostile-nifti.ts';

/** Zip archives that mislead, and what begins like DICOM. */
export function* hostileArchives(): Generator<HostileInput> {
  const put = (
    kind: string,
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    expect: HostileInput['expect'],
  ): HostileInput => ({ kind, name, files: { [kind === 'zip' ? 'scan.zip' : 'IM1']: bytes }, expect });
  const sound = new Uint8Array(zipSync({ 'a/scan.nii': soundNifti() }, { mtime: new Date(2020, 1, 1) }));
  yield put('zip', 'sound', sound, 'accept');
  const { between } = random(9);
  for (let n = 0; n < 25; n++) {
    const end = Math.floor(between(4, sound.length));
    yield put('zip', `cut at ${end}`, sound.slice(0, end), 'refuse');
    const at = Math.floor(between(0, sound.length));
    const bytes = edited(sound, (view) => view.setUint8(at, view.getUint8(at) ^ (1 << (n % 8))));
    yield put('zip', `bit ${n % 8} of byte ${at}`, bytes, 'either');
  }
  for (const path of ['../../evil.nii', '/etc/evil.nii', 'a\\..\\evil.nii', '__proto__/constructor']) {
    const bytes = new Uint8Array(zipSync({ [path]: soundNifti() }, { mtime: new Date(2020, 1, 1) }));
    yield put('zip', path, bytes, 'either');
  }
  yield put('zip', 'a bomb', new Uint8Array(zipSync({ 'a.nii': new Uint8Array(24 << 20) })), 'refuse');
  const start = new Uint8Array(132);
  start.set([0x44, 0x49, 0x43, 0x4d], 128);
  yield put('DICOM', 'a beginning', start, 'refuse');
  for (let n = 0; n < 25; n++) {
    const bytes = new Uint8Array(4000);
    bytes.set(start);
    for (let at = 132; at < bytes.length; at++) bytes[at] = Math.floor(between(0, n < 12 ? 256 : 12));
    yield put('DICOM', `noise ${n}`, bytes, 'refuse');
  }
}
