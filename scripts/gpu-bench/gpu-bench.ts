import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NETS } from './nets.ts';
import { type Line, runNet, VARIANTS, type Variant } from './run-net.ts';

const HELP = `Times networks on the GPU in Node, with onnxruntime-node's WebGPU provider. Prints a JSON object a line.

  npx tsx scripts/gpu-bench/gpu-bench.ts [--provider webgpu|cpu] [--nets NAME,...] [--seconds S] [--tiny]

  --nets     of ${Object.keys(NETS).join(', ')} (default: all)
  --seconds  the end, whatever is left (default: 400)
  --tiny     small shapes, to see that it works
`;

const { values } = parseArgs({
  options: {
    provider: { type: 'string', default: 'webgpu' },
    nets: { type: 'string', default: Object.keys(NETS).join(',') },
    seconds: { type: 'string', default: '400' },
    tiny: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
    /** For the processes that it starts: one net's variants. */
    variants: { type: 'string' },
  },
});

const until = Date.now() + 1000 * Number(values.seconds);
/** GFLOP/s of the matrix product, by the kind of numbers: what the others are a share of. */
const peaks = new Map<string, number>();

function print(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** One net in a process of its own, so that a crash costs one variant: the process is started again for the others. */
async function measure(net: string): Promise<void> {
  let left: readonly Variant[] = VARIANTS;
  while (left.length > 0) {
    const seconds = (until - Date.now()) / 1000;
    if (seconds < 5) return print({ net, error: 'no time left', variants: left.join(', ') });
    const { told, ending } = await child(net, left, seconds);
    if (ending === undefined) return;
    const failed = left.find((variant) => !told.has(variant));
    if (failed === undefined) return;
    print({ net, variant: failed, provider: values.provider, error: ending });
    left = left.slice(left.indexOf(failed) + 1);
  }
}

interface Outcome {
  /** Variants that there is a line of. */
  readonly told: ReadonlySet<string>;
  /** How it ended, unless well. */
  readonly ending: string | undefined;
}

function child(net: string, variants: readonly Variant[], seconds: number): Promise<Outcome> {
  const own = ['--nets', net, '--variants', variants.join(','), '--seconds', String(seconds - 3)];
  const given = ['--provider', values.provider, ...(values.tiny ? ['--tiny'] : []), ...own];
  const started = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), ...given], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const late = setTimeout(() => started.kill('SIGKILL'), 1000 * seconds);
  const told = new Set<string>();
  let said = '';
  started.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-500);
  });
  createInterface({ input: started.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    told.add(String(line['variant']));
    print(withShare(line));
  });
  return new Promise((resolve) => {
    started.on('close', (code, signal) => {
      clearTimeout(late);
      resolve({ told, ending: code === 0 ? undefined : `ended with ${code ?? signal}: ${said}` });
    });
  });
}

function withShare(line: Line): Line {
  const { net, variant, gflops } = line;
  const [numbers = ''] = String(variant).split(' ');
  if (net === 'matmul' && typeof gflops === 'number') peaks.set(numbers, gflops);
  const peak = peaks.get(numbers);
  if (peak === undefined || typeof gflops !== 'number') return line;
  return { ...line, shareOfMatmul: Number((gflops / peak).toPrecision(3)) };
}

if (values.help) console.log(HELP);
else if (values.variants === undefined) {
  print({ node: process.versions.node, processors: availableParallelism(), provider: values.provider });
  for (const net of values.nets.split(',')) await measure(net);
} else {
  const variants = VARIANTS.filter((variant) => values.variants?.split(',').includes(variant));
  await runNet({ net: values.nets, variants, provider: values.provider, isTiny: values.tiny, until }, print);
}
