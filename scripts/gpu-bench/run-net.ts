import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Feeds, NETS, type Net, open } from './nets.ts';
import { isDeep, toHalf, toPlanes } from './transforms.ts';

/** How a net is computed: in which numbers, and whether its 3D convolutions are written as 2D ones. */
export type Variant = `${'float32' | 'float16'} ${'native' | 'planes'}`;

export interface Asked {
  readonly net: string;
  readonly variants: readonly Variant[];
  readonly provider: string;
  readonly isTiny: boolean;
  readonly until: number;
}

export type Line = Readonly<Record<string, string | number | boolean | null>>;

export const VARIANTS: readonly Variant[] = [
  'float32 native',
  'float16 native',
  'float32 planes',
  'float16 planes',
];

/** Times the variants of a net one after the other and gives a line to `tell` for each, also for one that fails. */
export async function runNet(
  { net: name, variants, provider, isTiny, until }: Asked,
  tell: (line: Line) => void,
) {
  const make = NETS[name];
  if (!make) throw new Error(`There is no net ${name}. There are: ${Object.keys(NETS).join(', ')}.`);
  const net = await make(isTiny);
  const reference = await once(net);
  for (const variant of variants) {
    const facts = { net: name, variant, provider, gflop: rounded(net.gflop) };
    if (variant.endsWith('planes') && !isDeep(net.graph)) continue;
    if (Date.now() > until) tell({ ...facts, error: 'no time left' });
    else {
      const line = await timed(net, variant, { provider, reference, until, isTiny }).catch(
        (error: unknown) => ({
          error: error instanceof Error ? error.message.slice(0, 500) : String(error),
        }),
      );
      tell({ ...facts, ...line });
    }
  }
}

const LEAST = 3;

type Outputs = readonly Tensor[];

async function once({ graph, weights, feeds }: Net): Promise<Outputs> {
  const session = await open(graph, weights, ['cpu']);
  const outputs = await run(session, feeds);
  await session.release();
  return outputs;
}

interface Where {
  readonly provider: string;
  readonly reference: Outputs;
  readonly isTiny: boolean;
  readonly until: number;
}

async function timed(
  net: Net,
  variant: Variant,
  { provider, reference, until, isTiny }: Where,
): Promise<Line> {
  const shaped = variant.endsWith('planes') ? toPlanes(net.graph) : net.graph;
  const graph = variant.startsWith('float16') ? toHalf(shaped) : shaped;
  const began = performance.now();
  const { session, isWhole } = await opened({ ...net, graph }, provider);
  const openedAt = performance.now();
  try {
    const outputs = await run(session, net.feeds);
    const first = performance.now() - openedAt;
    const times: number[] = [];
    const runs = isTiny ? LEAST : net.runs;
    while (times.length < runs && (times.length < LEAST || Date.now() < until)) {
      const start = performance.now();
      await run(session, net.feeds);
      times.push(performance.now() - start);
    }
    const ms = times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
    return {
      ...{ ms: rounded(ms), runs: times.length, openMs: rounded(openedAt - began), firstMs: rounded(first) },
      ...{
        gflops: net.gflop === undefined ? null : rounded(net.gflop / (ms / 1000)),
        wholeOnProvider: isWhole,
      },
      ...deviation(outputs, reference),
    };
  } finally {
    await session.release();
  }
}

/** On the provider alone; where it does not know every operation, with the processor's help. */
async function opened({ graph, weights }: Net, provider: string) {
  if (provider === 'cpu') return { session: await open(graph, weights, [provider]), isWhole: true };
  try {
    const only = { session: { disable_cpu_ep_fallback: '1' } };
    return { session: await open(graph, weights, [provider], only), isWhole: true };
  } catch {
    return { session: await open(graph, weights, [provider]), isWhole: false };
  }
}

/** A changed graph's inputs may be called after their type; the order is the same. */
async function run(session: InferenceSession, feeds: Feeds): Promise<Outputs> {
  const given = session.inputNames.map((name) => [name, feeds[name.replace(/\/float32$/, '')]]);
  const outputs = await session.run(Object.fromEntries(given));
  return session.outputNames.flatMap((name) => outputs[name] ?? []);
}

/** The largest difference of any value, and that as a share of the reference's largest one. */
function deviation(outputs: Outputs, reference: Outputs): Line {
  let [most, largest] = [0, 0];
  outputs.forEach(({ data }, n) => {
    const wanted = reference[n]?.data ?? [];
    for (let at = 0; at < wanted.length; at++) {
      const difference = Math.abs(Number(data[at]) - Number(wanted[at]));
      // What is no number is as far off as can be.
      most = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(most, difference);
      largest = Math.max(largest, Math.abs(Number(wanted[at])));
    }
  });
  return { maxDeviation: Number.isFinite(most) ? most : 'not a number', ofLargest: most / largest };
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Number(value.toPrecision(4));
}
