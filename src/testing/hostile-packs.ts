import { random } from '#volume/random.ts';
import { ascii, edited, type HostileInput } from './hostile-input.ts';
import { microFile } from './micro-checkpoint.ts';
import { storedZip } from './stored-zip.ts';

const repeated = (text: string, count: number) => text.repeat(count);

/** Indexes of PyTorch checkpoints that want much work or do what no checkpoint does. */
const PICKLES: readonly (readonly [string, string])[] = [
  ['a call of os.system', '\x80\x02cos\nsystem\n(X\x05\x00\x00\x00touchtR.'],
  ['a call of a constructor', '\x80\x02cconstructor\nconstructor\n(tR.'],
  ['nothing', ''],
  ['no end', `\x80\x02${repeated('N', 1000)}`],
  ['a million lists', `\x80\x02${repeated(']', 1e6)}.`],
  ['tuples in tuples', `\x80\x02)${repeated('\x85', 400_000)}.`],
  ['a million marks', `\x80\x02${repeated('(', 1e6)}`],
  ['a list in itself', '\x80\x02]q\x00h\x00a.'],
  ['a dict in itself', '\x80\x02}q\x00X\x01\x00\x00\x00wh\x00s.'],
  ['five million copies', `\x80\x02N${repeated('2', 5e6)}.`],
  ['five million turns', `\x80\x02${repeated('N0', 5e6)}.`],
  ['large numbers', `\x80\x02${repeated(`\x8a\xff${repeated('\x7f', 255)}0`, 40_000)}.`],
  ['numbers of 64 bytes', `\x80\x02${repeated(`\x8a\x40${repeated('\x7f', 64)}0`, 100_000)}.`],
  ['a text of 2^64', `\x80\x02\x8d${repeated('\xff', 8)}`],
  ['a line without an end', `\x80\x02c${repeated('A', 5e6)}`],
  ['a memo of 2^32', '\x80\x02Nr\xff\xff\xff\xff.'],
  ['another protocol', '\x80\x06N.'],
];

export function* hostileCheckpoints(): Generator<HostileInput> {
  const put = (
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    expect: HostileInput['expect'],
  ): HostileInput => ({
    ...{ kind: 'checkpoint', name, expect },
    files: { 'model.ckpt': bytes },
  });
  for (const [name, index] of PICKLES) {
    yield put(
      name,
      storedZip([['archive/data.pkl', ascii(index)]]),
      name.startsWith('a dict') ? 'either' : 'refuse',
    );
  }
  const sound = microFile('micro.ckpt');
  yield put('sound', sound, 'accept');
  const { between } = random(6);
  for (let n = 0; n < 30; n++) {
    const end = Math.floor(between(0, sound.length));
    yield put(`cut at ${end}`, sound.slice(0, end), 'refuse');
    const at = Math.floor(between(0, 1) ** 3 * sound.length);
    // The directory lies at the end.
    const place = sound.length - 1 - at;
    const bytes = edited(sound, (view) => view.setUint8(place, view.getUint8(place) ^ (1 << (n % 8))));
    yield put(`bit ${n % 8} of byte ${place}`, bytes, 'either');
  }
}

type Json = Record<string, unknown>;

/** A manifest with one thing wrong, as text. */
export function* hostileManifests(manifest: string): Generator<HostileInput> {
  const put = (name: string, text: string, expect: HostileInput['expect']): HostileInput => ({
    ...{ kind: 'manifest', name, expect },
    files: { 'manifest.json': new TextEncoder().encode(text) as Uint8Array<ArrayBuffer> },
  });
  yield put('sound', manifest, 'accept');
  for (const text of [
    '',
    'null',
    '[]',
    '"x"',
    '{nope',
    `${'['.repeat(1e5)}${']'.repeat(1e5)}`,
    '<!doctype html>',
  ]) {
    yield put(`text ${text.slice(0, 12)}`, text, 'refuse');
  }
  for (const path of [
    '../../etc/passwd',
    '/etc/passwd',
    'http://evil.example/x',
    '..',
    'a\\b',
    'data:,x',
    '',
    'x\0y',
  ]) {
    const json = JSON.parse(manifest) as { graphs: Record<string, Json> };
    for (const graph of Object.values(json.graphs)) graph['file'] = path;
    yield put(`file ${JSON.stringify(path)}`, JSON.stringify(json), 'refuse');
  }
  const values = [null, -1, 0, 1e300, '', '__proto__', [], {}, true];
  for (const field of Object.keys(JSON.parse(manifest) as Json)) {
    for (const value of values) {
      const json = { ...(JSON.parse(manifest) as Json), [field]: value };
      yield put(`${field} is ${JSON.stringify(value)}`, JSON.stringify(json), 'either');
    }
    const { [field]: _, ...without } = JSON.parse(manifest) as Json;
    yield put(`${field} is missing`, JSON.stringify(without), 'either');
  }
}
