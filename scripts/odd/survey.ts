import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findCases, readDataManifest } from '#cli/cases.ts';
import type { LabelledScan } from '#cli/labelled-scan.ts';
import { loadCase } from '#cli/load-case.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import type { Volume } from '#volume/types.ts';
import type { Surveyed } from './fit.ts';
import { oddOf, phantoms } from './odd-scans.ts';
import { oddThings } from './odd-things.ts';
import { openHost, survey } from './survey-scan.ts';
import { FLIPPED, PARTS } from './tuning-parts.ts';

const HELP = `Looks at the scans that Mini's check is fitted to, true ones and odd ones, and writes what is seen in each.

  npx tsx scripts/odd/survey.ts SURVEYS [--data DIR] [--minutes N]

  SURVEYS    a folder; scans that have been looked at are left out, so a run that was stopped goes on
  --data     the data set (default: ../shared/data)
  --minutes  stops after so many
`;

/** Three patients of the validation set: the weights have seen all of the training set. */
const VALIDATION = ['ct_btcv_20', 'mr_chaos_t2_31', 'mr_amos_0540'];
const TRAINING = [
  ...['ct_btcv_00', 'ct_btcv_02', 'ct_btcv_07', 'ct_btcv_10', 'ct_btcv_13', 'ct_btcv_16'],
  ...['ct_totalseg_example', 'ct_totalseg_s0009', 'ct_amos_0001_slab', 'ct_amos_0013_slab'],
  ...['mr_chaos_t2_01', 'mr_chaos_t2_03', 'mr_chaos_t2_08', 'mr_chaos_t2_15', 'mr_chaos_t2_21'],
  'mr_totalseg_example',
];
/** Slabs of a few slices are looked at whole. */
const WHOLE_ONLY = /slab|mr_totalseg/;
const BOXES = {
  flank: { from: [-5, -100, -60], to: [145, 90, 80] },
  'left flank': { from: [-150, -100, -60], to: [10, 90, 90] },
  core: { from: [-70, -110, -90], to: [70, 70, 60] },
  'upper flank': { from: [-5, -120, 0], to: [160, 130, 130] },
} as const;

type Wanted = Pick<Surveyed, 'key' | 'base' | 'kind' | 'isOdd'> & {
  /** Undefined where it does not apply to such a scan. */ readonly make: () => Promise<Volume | undefined>;
};

function* drawnScans(): Generator<Wanted> {
  for (const modality of ['CT', 'MR'] as const) {
    for (const { kind, volume } of oddThings(11, modality)) {
      yield wanted('nobody', `${modality} ${kind}`, kind, true, async () => volume);
    }
  }
  for (const seed of [301, 302]) {
    const base = `phantom ${seed}`;
    for (const { kind, volume } of phantoms([seed]))
      yield wanted(base, kind, 'true', false, async () => volume);
    const { volume } = makePhantom({ seed, grid: phantomGrid('ras', 3), modality: seed % 2 ? 'CT' : 'MR' });
    for (const odd of oddOf(base, volume, seed)) {
      yield wanted(base, 'whole', odd.kind, true, async () => odd.volume);
    }
  }
}

function* drawnParts(): Generator<Wanted> {
  for (const seed of [7, 302, 303]) {
    for (const [part, box] of Object.entries(BOXES)) {
      const volume = () => makePhantom({ seed, grid: phantomGrid('las', 4, box) }).volume;
      yield wanted(`phantom ${seed}`, part, 'true', false, async () => volume());
      const mirrored = async () => FLIPPED.mirrored(volume());
      if (seed !== 7) yield wanted(`phantom ${seed}`, part, 'mirrored', true, mirrored);
    }
  }
}

const wanted = (base: string, part: string, kind: string, isOdd: boolean, make: Wanted['make']): Wanted => ({
  ...{ key: `${base}, ${part}, ${kind}`, base, kind, isOdd, make },
});

/** What is made of a patient: parts of him as they are, and some of them as they are not. */
function* ofPatient(base: string, open: () => Promise<LabelledScan>): Generator<Wanted> {
  const parts = WHOLE_ONLY.test(base) ? ['whole'] : Object.keys(PARTS);
  for (const part of parts) {
    yield wanted(base, part, 'true', false, async () => PARTS[part]?.(await open())?.volume);
  }
  for (const [kind, flip] of Object.entries(FLIPPED)) {
    for (const part of WHOLE_ONLY.test(base) ? ['whole'] : ['whole', 'upper half']) {
      yield wanted(base, part, kind, true, async () => {
        const cut = PARTS[part]?.(await open());
        return cut && flip(cut.volume);
      });
    }
  }
  for (const kind of ['shuffled slices', 'on its side', 'half the size']) {
    yield wanted(base, 'whole', kind, true, async () => {
      const { volume } = await open();
      return oddOf(base, volume, 7).find((odd) => odd.kind === kind)?.volume;
    });
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', default: '../shared/data' },
      minutes: { type: 'string', default: '1000' },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    console.log(HELP);
    return 0;
  }
  mkdirSync(folder, { recursive: true });
  const until = performance.now() + 60_000 * Number(values.minutes);
  const host = await openHost('mini');
  for (const one of [...drawnScans(), ...drawnParts(), ...patientScans(values.data)]) {
    const { key, base, kind, isOdd, make } = one;
    const file = join(folder, `${key.replaceAll(/[^\w]+/g, '_')}.json`);
    if (existsSync(file)) continue;
    if (performance.now() > until) return 3;
    const volume = await make();
    if (!volume) continue;
    const { modality } = volume;
    writeFileSync(
      file,
      JSON.stringify({ key, base, kind, isOdd, modality, ...(await survey(host, volume)) }),
    );
    console.error(key);
  }
  return 0;

  function* patientScans(data: string): Generator<Wanted> {
    const all = ['validation', 'train'].flatMap((split) =>
      findCases(join(data, split), join(data, split), undefined),
    );
    const facts = readDataManifest(join(data, 'manifest.json'), new Set(all.map(({ name }) => name)));
    for (const name of [...VALIDATION, ...TRAINING]) {
      const found = all.find((each) => each.name === name);
      if (!found) throw new Error(`${data} has no ${name}`);
      const open = async () =>
        (await loadCase({ ...found, facts: facts.get(name) }, host.manifest.structures)).scan;
      yield* ofPatient(name, open);
    }
  }
}

process.exitCode = await main();
