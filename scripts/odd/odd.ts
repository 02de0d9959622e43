import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findCases, readDataManifest } from '#cli/cases.ts';
import type { LabelledScan } from '#cli/labelled-scan.ts';
import { loadCase } from '#cli/load-case.ts';
import { type OpenPack, openPack } from '#cli/pack.ts';
import { PERTURBATIONS } from '#cli/perturbations.ts';
import type { SceneDoubt } from '#model/scene/scene.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import type { VolumeId } from '#volume/types.ts';
import { judgingOf } from './judge-scans.ts';
import { judgeThings } from './judge-things.ts';
import { type OddScan, oddOf, phantoms, trueOf } from './odd-scans.ts';
import { oddTable } from './odd-table.ts';
import { oddThings } from './odd-things.ts';

const HELP = `Asks a pack for everything it knows on scans that it should not answer, and on scans that it should.

  npx tsx scripts/odd/odd.ts [--set judging|tuning] [--pack ID|DIR] [--data DIR] [--json FILE] [--minutes N] [--write]

  --set      judging (default): patients and kinds of odd scans that Mini's check was not tuned on, and a few that it was.
             tuning: phantoms and drawn things, as they were tuned on
  --data     a data set with validation cases (default: ../shared/data); without it phantoms and drawn things alone
  --json     keeps what became of each scan, and goes on from there
  --minutes  stops after so many; the next run with the same --json goes on
  --write    writes the table into docs/reliability.md
`;

/** Patients of the validation set whose scans the check was tuned with (training/EXPERIMENTS.md). */
const TUNED_WITH = ['ct_btcv_20', 'mr_chaos_t2_31', 'mr_amos_0540'];

export interface Row {
  readonly of: string;
  readonly kind: string;
  readonly modality: string;
  readonly isOdd: boolean;
  readonly asked: number;
  /** What would be found without the check. */
  readonly seen: number;
  readonly doubt: SceneDoubt | undefined;
  readonly against: number;
}

interface Wanted {
  readonly key: string;
  readonly make: () => Promise<OddScan>;
}

function ready(scans: readonly OddScan[]): readonly Wanted[] {
  return scans.map((scan) => ({ key: keyOf(scan), make: async () => scan }));
}

const keyOf = ({ of, kind, volume }: OddScan) => `${of}, ${volume.modality}, ${kind}`;

function* tuningScans(): Generator<readonly Wanted[]> {
  for (const modality of ['CT', 'MR'] as const) yield ready(oddThings(11, modality));
  for (const seed of [301, 302]) {
    yield ready(phantoms([seed]));
    const { volume } = makePhantom({ seed, grid: phantomGrid('ras', 3), modality: seed % 2 ? 'CT' : 'MR' });
    yield ready(oddOf(`phantom ${seed}`, volume, seed));
  }
}

async function* judgingScans(data: string, { manifest }: OpenPack): AsyncGenerator<readonly Wanted[]> {
  for (const modality of ['CT', 'MR'] as const) yield ready(judgeThings(12, modality));
  const listed = join(data, 'manifest.json');
  if (!existsSync(listed)) {
    for (const seed of [401, 402]) {
      const { volume, labels } = makePhantom({
        seed,
        grid: phantomGrid('ras', 3),
        modality: seed % 2 ? 'CT' : 'MR',
      });
      yield ready([...phantoms([seed]), ...judgingOf(`phantom ${seed}`, volume, Float32Array.from(labels))]);
    }
    return;
  }
  const folder = join(data, 'validation');
  const cases = findCases(folder, folder, undefined).filter(({ name }) => !TUNED_WITH.includes(name));
  const facts = readDataManifest(listed, new Set(cases.map(({ name }) => name)));
  for (const [n, one] of cases.entries()) {
    const { scan } = await loadCase({ ...one, facts: facts.get(one.name) }, manifest.structures);
    const isMade = ['ct_btcv_21', 'ct_btcv_22', 'mr_chaos_t2_32'].includes(one.name);
    const odd = isMade ? judgingOf(one.name, scan.volume, scan.labels) : [];
    yield ready([...trueOf(one.name, scan.volume), ...perturbed(one.name, scan, n), ...odd]);
  }
}

/** Each third of the perturbations of `npm run evaluate -- --perturb`, the scan as it is left out. */
function perturbed(of: string, scan: LabelledScan, turn: number): readonly OddScan[] {
  const some = PERTURBATIONS.filter(({ name }, n) => name !== 'as it is' && n % 3 === turn % 3);
  return some.flatMap(({ name, apply }): OddScan[] => {
    const changed = apply(scan);
    if (!changed) return [];
    const volume = { ...changed.volume, id: `${scan.volume.id} ${name}` as VolumeId };
    return [{ of, kind: name, isOdd: false, volume }];
  });
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      set: { type: 'string', default: 'judging' },
      pack: { type: 'string', default: 'mini' },
      data: { type: 'string', default: '../shared/data' },
      json: { type: 'string' },
      minutes: { type: 'string', default: '1000' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const until = performance.now() + 60_000 * Number(values.minutes);
  const pack = await openPack(values.pack);
  const rows = new Map<string, Row>(
    values.json && existsSync(values.json) ? JSON.parse(readFileSync(values.json, 'utf8')) : [],
  );
  const sets = values.set === 'tuning' ? tuningScans() : judgingScans(values.data, pack);
  for await (const wanted of sets) {
    for (const { key, make } of wanted) {
      if (rows.has(key)) continue;
      if (performance.now() > until) return 3;
      const row = await judged(await make(), pack);
      rows.set(key, row);
      const { asked, seen, doubt, against } = row;
      console.error(`${key}: ${seen} of ${asked} seen, ${doubt ?? 'answered'} (${against.toFixed(2)})`);
      if (values.json) writeFileSync(values.json, `${JSON.stringify([...rows], undefined, 1)}\n`);
    }
  }
  const table = oddTable([...rows.values()]);
  console.log(table);
  if (values.write) writeTable(table);
  return 0;
}

async function judged({ of, kind, isOdd, volume }: OddScan, { engine, manifest }: OpenPack): Promise<Row> {
  await engine.encode(volume);
  const prompts = manifest.structures.map(({ id, name }) => ({ text: name, structure: id }));
  const answers = await engine.segment(volume.id, prompts, { anyway: true });
  await engine.forget(volume.id);
  const scene = answers[0]?.scene;
  return {
    ...{ of, kind, isOdd, modality: volume.modality, asked: answers.length },
    seen: answers.filter((answer) => answer.kind === 'found').length,
    doubt: scene?.doubt,
    against: scene?.against ?? 0,
  };
}

const [BEGIN, END] = ['<!-- odd -->', '<!-- end odd -->'];

function writeTable(table: string): void {
  const path = new URL('../../docs/reliability.md', import.meta.url);
  const text = readFileSync(path, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN);
  const after = rest.split(END)[1];
  if (after === undefined) throw new Error(`docs/reliability.md has no ${BEGIN} … ${END}`);
  writeFileSync(path, `${before}${BEGIN}\n${table}\n${END}${after}`);
}

process.exitCode = await main();
