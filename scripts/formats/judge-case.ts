import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What case.json says of a case. */
export interface TestCase {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly outcome: 'read' | 'choose' | 'notice' | 'refuse';
  readonly also?: string;
  readonly optional?: boolean;
  readonly expected?: readonly string[];
  readonly tolerance?: { readonly value: number; readonly mm: number };
  readonly floor?: number;
  readonly ignore?: readonly string[];
  readonly modality?: string;
  readonly must_not_leak?: readonly string[];
}

export interface Outcome {
  readonly isRight: boolean;
  /** In a few words. */
  readonly what: string;
}

interface Reading {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Tools {
  /** A folder for what is written. */
  readonly out: string;
  read(given: readonly string[]): Reading;
  judge(given: readonly string[]): { readonly isRight: boolean; readonly said: string };
}

/** Whether a case is read as it should be. */
export function judged(one: TestCase, folder: string, tools: Tools): Outcome {
  const input = join(folder, 'input');
  const path = join(tools.out, `${one.id}.nii.gz`);
  const reading = tools.read([input, '--out', path]);
  const { status, stderr } = reading;
  const leak = leakIn(one, reading, status === 0 ? path : undefined);
  if (leak) return { isRight: false, what: `leaks ${leak}` };
  const last = stderr.trim().split('\n').at(-1) ?? '';
  if (status === 1) {
    const mayRefuse = one.outcome === 'refuse' || one.outcome === 'notice' || one.optional === true;
    return { isRight: mayRefuse && /[.]$/.test(last), what: `refused: ${last}` };
  }
  if (status === 3) return judgedChoice(one, input, folder, tools);
  if (status !== 0) return { isRight: false, what: `exit code ${status}: ${last}` };
  return judgedScan(one, reading, path, folder, tools);
}

function judgedScan(
  one: TestCase,
  { stdout, stderr }: Reading,
  path: string,
  folder: string,
  tools: Tools,
): Outcome {
  const [expected] = one.expected ?? [];
  if (one.outcome === 'refuse' && one.also !== 'notice') return { isRight: false, what: 'opened' };
  if (one.outcome === 'choose' || !expected) return { isRight: false, what: 'opened without a choice' };
  const facts = JSON.parse(stdout) as {
    scan: { modality: string; modalityIsGuess: boolean; notices: unknown[] };
  };
  const isSaid = one.outcome === 'read' || facts.scan.notices.length > 0;
  const { isRight, said } = tools.judge([path, join(folder, expected), ...judging(one)]);
  const modality = one.modality === 'PT' ? 'other' : one.modality;
  // Only DICOM says what it is; elsewhere the values are asked, and these are a phantom's.
  const isKnown =
    one.kind !== 'dicom' ||
    modality === undefined ||
    (facts.scan.modality === modality && !facts.scan.modalityIsGuess);
  const notice = stderr.trim() === '' ? '' : `; says: ${stderr.trim().split('\n').join(' ')}`;
  const what = isRight ? `read${notice}` : said;
  return {
    isRight: isRight && isSaid && isKnown,
    what: isKnown ? what : `${what}, as ${facts.scan.modality}`,
  };
}

/** Every expected volume must be one of the list, and nothing else may be in it. */
function judgedChoice(one: TestCase, input: string, folder: string, tools: Tools): Outcome {
  const expected = one.expected ?? [];
  if (one.outcome !== 'choose') return { isRight: false, what: 'several scans found' };
  const open = new Set(expected);
  let n = 1;
  for (; n <= expected.length; n++) {
    const path = join(tools.out, `${one.id}-${n}.nii.gz`);
    const { status } = tools.read([input, '--series', String(n), '--out', path]);
    const match = [...open].find(
      (each) => status === 0 && tools.judge([path, join(folder, each), ...judging(one)]).isRight,
    );
    if (match === undefined) return { isRight: false, what: `series ${n} is none of those expected` };
    open.delete(match);
  }
  const isAll = tools.read([input, '--series', String(n)]).status === 2;
  return {
    isRight: isAll && open.size === 0,
    what: `a choice of ${expected.length}${isAll ? '' : ' and more'}`,
  };
}

function judging({ tolerance, floor, ignore = [] }: TestCase): readonly string[] {
  return [
    '--value',
    String(tolerance?.value ?? 0.5),
    '--mm',
    String(tolerance?.mm ?? 0.05),
    ...(floor === undefined ? [] : ['--floor', String(floor)]),
    ...ignore.flatMap((each) => ['--ignore', each]),
  ];
}

/** What must not come out of the headers, and did. */
function leakIn(
  { must_not_leak: secrets = [] }: TestCase,
  { stdout, stderr }: Reading,
  path: string | undefined,
) {
  const bytes = path === undefined ? Buffer.alloc(0) : gunzipSync(readFileSync(path));
  const written = [bytes.toString('utf8'), bytes.toString('latin1')];
  return secrets.find((secret) => [stdout, stderr, ...written].some((text) => text.includes(secret)));
}
