import { roundTime } from '#model/passport/in-words.ts';
import type { MemoryFact } from '#model/passport/memory.ts';
import type { Basis } from '#model/passport/predict.ts';
import type { Span } from '#model/passport/scan-work.ts';
import { numbers } from './words.ts';

const { diskSize, fixed, gibibytes } = numbers;

/** "about 10 s", "10 to 25 s". */
function duration(seconds: Span): string {
  const { unit, from, to } = roundTime(seconds);
  return from === to ? `about ${from} ${unit}` : `${from} to ${to} ${unit}`;
}

const BASES: Readonly<Record<Basis, (runs: number) => string>> = {
  runs: (runs) =>
    `by ${runs} earlier ${numbers.plural(runs, { one: 'run', other: 'runs' })} of this model on this device`,
  benchmark: () => 'by the benchmark alone; the first run corrects it',
  slices: () => 'by the seconds that one core of a server took for a slice, as the pack says',
};

const gflop = (low: number, high: number) => {
  const [least, most] = [fixed(low, low < 10 ? 1 : 0), fixed(high, high < 10 ? 1 : 0)];
  return least === most ? `${most} GFLOP` : `${least} to ${most} GFLOP`;
};

const pieces = (kind: 'windows' | 'slices', low: number, high: number) => {
  const words = {
    windows: { one: 'window', other: 'windows' },
    slices: { one: 'slice', other: 'slices' },
  };
  return `${low === high ? high : `${low} to ${high}`} ${numbers.plural(high, words[kind])}`;
};

export interface Plan {
  readonly on: string;
  /** How weights are stored; undefined where the pack does not say. */
  readonly precision: string | undefined;
  readonly kind: 'windows' | 'slices';
  readonly size: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly isPart: boolean;
}

export const passport = {
  title: 'This device',
  open: 'About this device',
  openHint: 'What this device has, and how long models take on it',
  close: 'Close',
  lead: 'What this page can know of the device that it runs on, and what follows from it. Nothing of it leaves this page.',
  speed: 'Speed',
  gflops: (gflops: number) =>
    `${numbers.significant(gflops, 2)} GFLOP/s: 3 × 3 × 3 convolutions in float32, measured here in less than a second.`,
  measuring: 'Being measured…',
  unmeasured: 'Not measured yet.',
  failed: (reason: string) =>
    `It could not be measured: ${reason} Try again, or ask a prompt to see how long it takes.`,
  measureAgain: 'Measure again',
  adapter: 'GPU, by WebGPU',
  noApi: 'This browser has no WebGPU.',
  noAdapter: 'WebGPU finds no GPU that it can use.',
  adapterFacts: (name: string, isEmulated: boolean) =>
    isEmulated ? `${name}, emulated by the processor.` : `${name}.`,
  limits: 'GPU limits',
  limitFacts: (buffer: number, binding: number, invocations: number, shared: number) =>
    `Buffers of ${gibibytes(buffer)}, of which a shader sees ${gibibytes(binding)}; workgroups of ${invocations} with ${fixed(shared / 1024, 0)} KiB.`,
  float16: 'float16 arithmetic',
  hasFloat16:
    'The GPU has it (shader-f16). The page computes in float32 all the same, for float16 costs it accuracy.',
  noFloat16: 'Not offered, and not needed: the page computes in float32.',
  cores: 'Processor',
  coreFacts: (cores: number, threads: number) =>
    `${cores} ${numbers.plural(cores, { one: 'core', other: 'cores' })} by the browser, of which WebAssembly may use ${threads}.`,
  notIsolated:
    'One thread only: the page is not isolated from others. The site must be served with the headers that docs/hosting.md names.',
  memory: 'Memory',
  memoryFacts: (fact: MemoryFact) =>
    fact.from === 'browser'
      ? `${gibibytes(fact.bytes)} or more (navigator.deviceMemory, which is rounded and capped).`
      : `This browser does not tell. By its cores, a guess: ${gibibytes(fact.leastBytes)} to ${gibibytes(fact.mostBytes)}.`,
  storage: 'Storage',
  storageFacts: (usedBytes: number, quotaBytes: number) =>
    `${diskSize(usedBytes)} used of ${diskSize(quotaBytes)}, by the browser’s estimate.`,
  unknown: 'unknown',
  models: 'Models on this device',
  modelsOn: (scan: string) => `Models on this device, for ${scan}`,
  noScan: 'Open a scan to see how long each model takes for it.',
  takes: 'A prompt takes',
  takesThisScan: 'This scan',
  work: 'Work',
  needs: 'Memory',
  size: 'Size',
  latest: 'Last run',
  duration,
  unknownTime: {
    'no-figure': 'Unknown: the model does not say how much it computes.',
    'not-measured': 'Unknown until the speed is measured.',
  },
  basis: (basis: Basis, runs: number) => BASES[basis](runs),
  gflop: (low: number, high: number) => `${gflop(low, high)} by the pack’s own figure`,
  pieces,
  again: (windows: number) =>
    `Where small structures are asked for, a second look at them: up to ${pieces('windows', windows, windows)} more.`,
  plan: ({ on, precision, kind, size, low, high, isPart }: Plan) => {
    const weights = precision === undefined ? '' : ` with ${precision} weights`;
    const where = isPart ? 'of the part that you chose' : 'of the whole scan';
    return `On ${on}, in float32${weights}: ${pieces(kind, low, high)} of ${size.join(' × ')} samples, ${where}.`;
  },
  furtherPrompt: 'The scan has been encoded; further prompts only decode.',
  shorter: 'To wait less, choose a part of the scan: only what lies in it is looked at.',
  memoryNeed: (bytes: number) => `${gibibytes(bytes)} free`,
  onDisk: (bytes: number) => diskSize(bytes),
  wentAs: (predicted: string | undefined, took: string) =>
    predicted === undefined ? `took ${took}` : `predicted ${predicted}, took ${took}`,
  seconds: (seconds: number) => numbers.seconds(1000 * seconds),
  inManager: (time: string) => `This scan takes it ${time} on this device.`,
  furtherInManager: (time: string) => `A further prompt for this scan takes it ${time} on this device.`,
  beforeRun: (time: string, basis: string) => `A prompt will take ${time} on this device, ${basis}.`,
  sources:
    'GFLOP: billions of multiplications and additions. A range is as wide as earlier runs differed. Times and the speed are kept in this browser for each model and device, without anything of the scan but its size, and correct the next prediction; “Nothing leaves this machine”, at the foot of the page, has a button that removes them.',
};
