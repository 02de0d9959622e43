import { parseArgs } from 'node:util';
import type { Place } from './measurement.ts';
import { CASES } from './scans.ts';

export const HELP = `Measures parse3d in Node and in headless Chromium; docs/performance.md says what. Linux only.

  npm run bench -- [--against DIR] [--cases 100,151,300,600] [--runs N] [--only node|page] [--gl stub|software]
             [--json FILE] [--seconds S] [--docs]

  --against  another checkout, with its own node_modules, to measure in turn with this one: the "before" of the table
  --runs     how often each session is measured (default: 3); its profile is taken once
  --gl       stub: drawing takes no time, as with a fast GPU; software: drawn by the processor (default: both)
  --json     where results are kept as they come; what is there already is not measured again (default: results/bench.json)
  --seconds  begin no session after this many, to go on with the same command later
  --docs     put the table into docs/performance.md
`;

export interface Options {
  readonly against: string | undefined;
  readonly cases: readonly number[];
  readonly runs: number;
  readonly places: readonly Place[];
  readonly json: string;
  readonly seconds: number;
  readonly docs: boolean;
}

/** @returns nothing where help is asked for. @throws Error with what is wrong. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      against: { type: 'string' },
      cases: { type: 'string', default: CASES.join(',') },
      runs: { type: 'string', default: '3' },
      only: { type: 'string' },
      gl: { type: 'string' },
      json: { type: 'string', default: 'results/bench.json' },
      seconds: { type: 'string', default: 'Infinity' },
      docs: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    against: values.against,
    cases: values.cases.split(',').map((text) => positive('cases', text)),
    runs: positive('runs', values.runs),
    places: places(values.only, values.gl),
    json: values.json,
    seconds: positive('seconds', values.seconds),
    docs: values.docs,
  };
}

function places(only: string | undefined, gl: string | undefined): readonly Place[] {
  const asked = oneOf('gl', ['stub', 'software'] as const, gl);
  const where = oneOf('only', ['node', 'page'] as const, only);
  const pages: readonly Place[] = asked ? [asked] : ['stub', 'software'];
  if (where === 'node') return ['node'];
  return where === 'page' ? pages : ['node', ...pages];
}

function oneOf<T extends string>(
  option: string,
  known: readonly T[],
  text: string | undefined,
): T | undefined {
  const found = known.find((each) => each === text);
  if (text !== undefined && !found) throw new Error(`--${option} is ${known.join(' or ')}, not ${text}`);
  return found;
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${option} is a number above zero, not “${text}”`);
  return number;
}
