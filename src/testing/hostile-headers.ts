import { random } from '#volume/random.ts';
import { ascii, edited, type HostileInput } from './hostile-input.ts';
import { makePhantom } from './phantom.ts';
import { phantomGrid } from './phantom-grid.ts';
import { metaImage, mgh, nrrd, type Written } from './write-formats.ts';

function smallScan(): Written {
  const grid = phantomGrid('oblique', [14, 16, 18]);
  return { grid, data: Int16Array.from(makePhantom({ seed: 2, grid }).volume.data) };
}

const VALUES: readonly string[] = [
  '',
  '-1',
  '0',
  'NaN',
  '1e308',
  '9'.repeat(400),
  '1 2',
  '2147483648 2147483648 2147483648',
  '(1,0,0) (1,0,0) (1,0,0)',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  '%s%s%n',
  '\u00ff\u0000\u00fe',
];

/** Each line of a header of text with each hostile value, without it, and twice. */
function* ofText(
  kind: string,
  file: string,
  bytes: Uint8Array,
  end: string,
  separator: string,
): Generator<HostileInput> {
  const text = String.fromCharCode(...bytes.subarray(0, 4000));
  const header = text.slice(0, text.indexOf(end) + end.length);
  const lines = header.split('\n');
  const put = (name: string, changed: readonly string[], expect: HostileInput['expect']): HostileInput => {
    const head = ascii(changed.join('\n'));
    const whole = new Uint8Array(head.length + bytes.length - header.length);
    whole.set(head);
    whole.set(bytes.subarray(header.length), head.length);
    return { kind, name, files: { [file]: whole }, expect };
  };
  yield put('sound', lines, 'accept');
  for (const [n, line] of lines.entries()) {
    const at = line.indexOf(separator);
    if (at < 0) continue;
    const field = line.slice(0, at).trim();
    const without = [...lines.slice(0, n), ...lines.slice(n + 1)];
    yield put(`${field} is missing`, without, 'either');
    for (const value of VALUES) {
      const changed = lines.with(n, `${line.slice(0, at)}${separator} ${value}`);
      yield put(`${field} is ${JSON.stringify(value.slice(0, 24))}`, changed, 'either');
    }
  }
  yield put('a line of 300 kB', [...lines.slice(0, 1), 'x'.repeat(300_000), ...lines.slice(1)], 'either');
  yield put(
    'nothing but lines',
    Array.from({ length: 3000 }, () => lines[0] ?? ''),
    'refuse',
  );
}

export function* hostileHeaders(): Generator<HostileInput> {
  const scan = smallScan();
  yield* ofText('NRRD', 'scan.nrrd', nrrd(scan, { encoding: 'gzip' }).header, '\n\n', ':');
  yield* ofText('MetaImage', 'scan.mha', metaImage(scan, { encoding: 'zlib' }).header, 'LOCAL\n', ' =');
  const sound = mgh(scan);
  const put = (
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    expect: HostileInput['expect'],
  ): HostileInput => ({
    ...{ kind: 'MGH', name, expect },
    files: { 'scan.mgh': bytes },
  });
  yield put('sound', sound, 'accept');
  for (let at = 0; at < 28; at += 4) {
    for (const value of [0, -1, 0x7fffffff, 65535]) {
      yield put(
        `field at ${at} is ${value}`,
        edited(sound, (view) => view.setInt32(at, value)),
        'either',
      );
    }
  }
  for (const [n, at] of [30, 42, 54, 78].entries()) {
    for (const value of [Number.NaN, 1e38, Number.POSITIVE_INFINITY]) {
      yield put(
        `number ${n} is ${value}`,
        edited(sound, (view) => view.setFloat32(at, value)),
        'refuse',
      );
    }
  }
  const { between } = random(8);
  for (let n = 0; n < 10; n++) {
    const end = Math.floor(between(0, sound.length));
    yield put(`cut at ${end}`, sound.slice(0, end), 'refuse');
  }
}
