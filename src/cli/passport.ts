import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { measureSpeed } from '#engine/measure-speed.ts';
import { SPEED_GRAPH } from '#engine/speed-graph.ts';
import { AppError } from '#errors.ts';
import { say } from '#messages/say.ts';
import { type ModelManifest, readManifest } from '#model/manifest.ts';
import { requirementsFor } from '#model/passport/memory.ts';
import { packWork, workOn } from '#model/passport/pack-work.ts';
import { type Prediction, predict } from '#model/passport/predict.ts';
import { type ScanWork, scanWork } from '#model/passport/scan-work.ts';
import { wholeGrid } from '#volume/field-of-view.ts';
import { patientBox } from '#volume/patient-box.ts';
import type { Volume } from '#volume/types.ts';
import { runCommand } from './command.ts';
import { readJson } from './files.ts';
import { openScanAt } from './find-scans.ts';
import { cpuRuntime } from './node-runtime.ts';
import { manifestPath } from './pack.ts';

const HELP = `Tells what this machine has for parse3d in a terminal, and how long a prompt on a scan would take.

  npm run passport -- [SCAN…] [--series N] [--pack ID]… [--threads N] [--json]

  SCAN        what read takes: then each pack is told with its windows, GFLOP and seconds for this scan
  --series    which scan, where there are several: a number of the list that read gives
  --pack      id of a pack that comes with parse3d, or its folder; several are told one after another; mini unless given
  --threads   threads of onnxruntime; as many as it likes unless given
  --json      the same facts as JSON
The speed is measured with convolutions of parse3d's own, in less than a second. Nothing is kept, so no earlier run corrects it.
`;

interface PackFacts {
  readonly pack: string;
  readonly precision: string | undefined;
  readonly bytes: number;
  /** Free memory in bytes, for the scan where there is one, as the pack states it of WebAssembly; null where nobody has measured it. */
  readonly memoryBytes: number | null;
  readonly work: ScanWork | null;
  readonly prediction: Prediction | null;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      series: { type: 'string' },
      pack: { type: 'string', multiple: true, default: ['mini'] },
      threads: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const manifests = values.pack.map((pack) => readManifest(readJson(manifestPath(pack))));
  const volume = positionals.length > 0 ? (await openScanAt(positionals, values.series)).volume : undefined;
  const machine = await machineFacts(threadsOf(values.threads));
  const packs = manifests.map((manifest) => packFacts(manifest, volume, machine));
  if (values.json) console.log(JSON.stringify({ machine, packs }, undefined, 2));
  else tell(machine, packs);
  return 0;
}

function threadsOf(text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d{0,2}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new AppError('arguments-invalid', {
    reason: `--threads is a whole number from 1 to 999, not '${text}'`,
  });
}

type Machine = Awaited<ReturnType<typeof machineFacts>>;

async function machineFacts(asked: number | undefined) {
  const runtime = cpuRuntime(asked);
  const { backend, name, threads } = await runtime.probe();
  const session = await runtime.open(SPEED_GRAPH, backend);
  const { gflops, milliseconds } = await measureSpeed(session, backend, { now: () => performance.now() });
  await session.release();
  return {
    ...{ node: process.version, platform: process.platform, architecture: process.arch },
    processor: cpus()[0]?.model.trim() || null,
    ...{ cores: availableParallelism(), memoryBytes: totalmem() },
    ...{ backend, runtime: name, threads, gflops, measuredMilliseconds: milliseconds },
  };
}

function packFacts(manifest: ModelManifest, volume: Volume | undefined, machine: Machine): PackFacts {
  const { name, version, precision, requirements } = manifest;
  const own = workOn(packWork(manifest), machine.backend);
  const grid = volume?.grid;
  const body = volume && patientBox(volume, wholeGrid(volume.grid));
  const work = grid
    ? scanWork(own, { grid, body, modality: volume?.modality, prompts: 1, reach: 'all' })
    : null;
  const { backend, threads, gflops } = machine;
  const needed = requirements && work && grid ? requirementsFor(requirements, work, grid) : requirements;
  const megavoxels = (grid?.size.reduce((count, along) => count * along, 1) ?? 0) / 1e6;
  return {
    ...{ pack: `${name} ${version}`, precision, bytes: own.bytes },
    memoryBytes: needed?.memoryBytes ?? null,
    work,
    prediction:
      work && predict(own, work, megavoxels, { backend, threads, gflops, ofPack: [], ofDevice: [] }),
  };
}

function tell(machine: Machine, packs: readonly PackFacts[]): void {
  const { processor, cores, memoryBytes, threads, gflops, runtime, node } = machine;
  console.log(`processor: ${processor ?? 'unknown'}, ${cores} cores`);
  console.log(`memory: ${say.numbers.gibibytes(memoryBytes)}`);
  console.log(
    `computes on: ${runtime}, ${threads} threads, float32 (Node ${node}); no GPU: onnxruntime-node runs on the CPU here`,
  );
  console.log(`speed: ${say.numbers.significant(gflops, 2)} GFLOP/s, 3 × 3 × 3 convolutions, measured now`);
  for (const { pack, precision, bytes, memoryBytes: need, work, prediction } of packs) {
    console.log(`\n${[pack, precision].filter(Boolean).join(', ')}: ${say.passport.onDisk(bytes)}`);
    console.log(`  memory: ${need === null ? 'unknown' : say.passport.memoryNeed(need)}`);
    if (!work || !prediction) continue;
    const { kind, size } = work.piece;
    console.log(
      `  ${say.passport.pieces(kind, work.pieces.low, work.pieces.high)} of ${size.join(' × ')} samples`,
    );
    if (work.again) console.log(`  ${say.passport.again(work.again.windows)}`);
    if (work.gflop) console.log(`  ${say.passport.gflop(work.gflop.low, work.gflop.high)}`);
    console.log(
      prediction.kind === 'seconds'
        ? `  a prompt: ${say.passport.duration(prediction.seconds)}, by this measurement alone`
        : `  a prompt: ${say.passport.unknownTime[prediction.why]}`,
    );
  }
}

await runCommand(main);
