import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findCases, readDataManifest } from '#cli/cases.ts';
import type { LabelledScan } from '#cli/labelled-scan.ts';
import { loadCase } from '#cli/load-case.ts';
import { PERTURBATIONS } from '#cli/perturbations.ts';
import type { PackHost } from '#engine/pack-host.ts';
import { evidenceOf } from '#model/scene/evidence.ts';
import { doubtOfBody, judgeScene, type SceneDoubt } from '#model/scene/scene.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { worldBox } from '#volume/affine.ts';
import { besideOf } from '#volume/patient-box.ts';
import { type ValueDoubt, valueDoubt } from '#volume/scan-values.ts';
import type { Modality, VolumeId } from '#volume/types.ts';
import { judgingOf } from './judge-scans.ts';
import { judgeThings } from './judge-things.ts';
import { type OddScan, oddOf, phantoms, trueOf } from './odd-scans.ts';
import { oddTable } from './odd-table.ts';
import { oddThings } from './odd-things.ts';
import { openHost, type Survey, survey } from './survey-scan.ts';

const HELP = `Asks a pack for everything it knows on scans that it should not answer, and on scans that it should.

  npx tsx scripts/odd/odd.ts [--set judging|tuning] [--pack ID|DIR] [--data DIR] [--json FILE] [--minutes N] [--write]

  --set      judging (default): patients and kinds of odd scans that Mini's check was not tuned on, and a few that it was.
             tuning: phantoms and drawn things, as they were tuned on
  --data     a data set with validation cases (default: ../shared/data); without it phantoms and drawn things alone
  --json     keeps what became of each scan, and goes on from there
  --minutes  stops after so many and prints what there is; the next run with the same --json goes on
  --write    writes the table into docs/reliability.md and Mini's model card
`;

/** Patients of the validation set whose scans the check was tuned with (training/EXPERIMENTS.md). */
const TUNED_WITH = ['ct_btcv_20', 'mr_chaos_t2_31', 'mr_amos_0540'];

/** What was done to a scan, and what became of it. */
export interface Row {
  readonly of: string;
  readonly kind: string;
  readonly modality: Modality;
  readonly isOdd: boolean;
  readonly asked: number;
  /** What would be found without the check. */
  readonly seen: number;
  readonly doubt: SceneDoubt | undefined;
  readonly against: number;
}

/** What a rule judges, so that another rule is tried in seconds. */
interface Looked extends Pick<Row, 'of' | 'kind' | 'modality' | 'isOdd'> {
  /** Undefined where a body of that size is not looked at. */
  readonly survey: Survey | undefined;
  readonly ofBody: SceneDoubt | undefined;
  readonly values: ValueDoubt | undefined;
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

/** Patients of whom odd scans are made. */
const MADE_ODD = ['ct_btcv_21', 'ct_btcv_22', 'mr_chaos_t2_32'];

/** What is drawn, then patients, those in MR first, then phantoms: a run that is cut short has seen some of each of the first two. */
async function* judgingScans(data: string, host: PackHost): AsyncGenerator<readonly Wanted[]> {
  for (const modality of ['CT', 'MR'] as const) yield ready(judgeThings(12, modality));
  yield* patients(data, host);
  for (const seed of [401, 402]) {
    const modality = seed % 2 ? 'CT' : 'MR';
    const { volume, labels } = makePhantom({ seed, grid: phantomGrid('ras', 3), modality });
    const odd = judgingOf(`phantom ${seed}`, volume, Float32Array.from(labels));
    yield ready([...phantoms([seed]), ...odd]);
  }
}

/** Scans of the validation set as they are and as they might have been brought, and what is made odd of some. */
async function* patients(data: string, { manifest }: PackHost): AsyncGenerator<readonly Wanted[]> {
  const listed = join(data, 'manifest.json');
  if (!existsSync(listed)) return;
  const folder = join(data, 'validation');
  const cases = findCases(folder, folder, undefined).filter(({ name }) => !TUNED_WITH.includes(name));
  const facts = readDataManifest(listed, new Set(cases.map(({ name }) => name)));
  const isMade = ({ name }: { readonly name: string }) => MADE_ODD.includes(name);
  const rank = (one: { readonly name: string }) =>
    (facts.get(one.name)?.modality === 'MR' ? 0 : 2) + (isMade(one) ? 0 : 1);
  for (const one of cases.toSorted((a, b) => rank(a) - rank(b))) {
    const { scan } = await loadCase({ ...one, facts: facts.get(one.name) }, manifest.structures);
    const odd = isMade(one) ? judgingOf(one.name, scan.volume, scan.labels) : [];
    yield ready([...trueOf(one.name, scan.volume), ...perturbed(one.name, scan, cases.indexOf(one)), ...odd]);
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
  const host = await openHost(values.pack);
  const looked = new Map<string, Looked>(
    values.json && existsSync(values.json) ? JSON.parse(readFileSync(values.json, 'utf8')) : [],
  );
  const until = performance.now() + 60_000 * Number(values.minutes);
  const sets = values.set === 'tuning' ? tuningScans() : judgingScans(values.data, host);
  const isWhole = await lookAtAll(sets, { host, looked, until, file: values.json });
  const table = oddTable([...looked.values()].map((each) => judged(each, host)));
  console.log(table);
  if (values.write) writeTable(table);
  return isWhole ? 0 : 3;
}

interface Work {
  readonly host: PackHost;
  readonly looked: Map<string, Looked>;
  readonly until: number;
  readonly file: string | undefined;
}

/** Looks at each scan that has not been looked at; false where there was no time for all. */
async function lookAtAll(
  sets: Iterable<readonly Wanted[]> | AsyncIterable<readonly Wanted[]>,
  { host, looked, until, file }: Work,
): Promise<boolean> {
  for await (const wanted of sets) {
    for (const { key, make } of wanted) {
      if (looked.has(key)) continue;
      if (performance.now() > until) return false;
      const one = await look(await make(), host);
      looked.set(key, one);
      const { asked, seen, doubt, against } = judged(one, host);
      console.error(`${key}: ${seen} of ${asked} seen, ${doubt ?? 'answered'} (${against.toFixed(2)})`);
      if (file !== undefined) writeFileSync(file, JSON.stringify([...looked]));
    }
  }
  return true;
}

async function look({ of, kind, isOdd, volume }: OddScan, host: PackHost): Promise<Looked> {
  const { scene } = host.manifest;
  const { body } = besideOf(volume);
  const ofBody = scene && doubtOfBody(body, worldBox(volume.grid), scene);
  return {
    ...{ of, kind, isOdd, modality: volume.modality, ofBody },
    survey: ofBody === 'size' ? undefined : await survey(host, volume),
    values: valueDoubt(volume),
  };
}

function judged({ survey, ofBody, values, ...scan }: Looked, { manifest }: PackHost): Row {
  const { scene, output, structures } = manifest;
  const asked = structures.length;
  if (!scene || !survey) return { ...scan, asked, seen: 0, doubt: ofBody, against: 0 };
  const evidence = evidenceOf(survey.sightings, survey, scan.modality, { scene, output });
  const { doubt, against } = judgeScene(evidence, values, scene);
  return { ...scan, asked, seen: evidence.seen.length, doubt: ofBody ?? doubt, against };
}

const [BEGIN, END] = ['<!-- odd -->', '<!-- /odd -->'];

function writeTable(table: string): void {
  for (const file of ['docs/reliability.md', 'public/models/mini/README.md']) {
    const path = new URL(`../../${file}`, import.meta.url);
    const text = readFileSync(path, 'utf8');
    const [before = '', rest = ''] = text.split(BEGIN);
    const after = rest.split(END)[1];
    if (after === undefined) throw new Error(`${file} has no ${BEGIN} … ${END}`);
    writeFileSync(path, `${before}${BEGIN}\n${table}\n${END}${after}`);
  }
}

process.exitCode = await main();
