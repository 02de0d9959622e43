import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askStructures } from '#cli/ask-structures.ts';
import { findCases, readDataManifest } from '#cli/cases.ts';
import { loadCase } from '#cli/load-case.ts';
import { type OpenPack, openPack } from '#cli/pack.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { type OddScan, oddOf, phantoms, trueOf } from './odd-scans.ts';
import { oddThings } from './odd-things.ts';

const HELP = `Asks a pack for everything it knows on scans that it should not answer, and on scans that it should.

  npx tsx scripts/odd/odd.ts [--pack ID|DIR] [--data DIR] [--json FILE] [--phantoms N]

  --data      a data set with validation cases (default: ../shared/data, if it is there); phantoms alone without
  --phantoms  how many patients of phantoms (default: 2)
  --json      writes what became of each scan
`;

interface Row {
  readonly of: string;
  readonly kind: string;
  readonly modality: string;
  readonly isOdd: boolean;
  readonly asked: number;
  readonly found: number;
}

async function* scansOf(data: string, count: number, { manifest }: OpenPack): AsyncGenerator<OddScan> {
  const seeds = Array.from({ length: count }, (_, n) => 201 + n);
  for (const modality of ['CT', 'MR'] as const) yield* oddThings(11, modality);
  for (const seed of seeds) {
    yield* phantoms([seed]);
    const { volume } = makePhantom({ seed, grid: phantomGrid('ras', 3), modality: seed % 2 ? 'CT' : 'MR' });
    yield* oddOf(`phantom ${seed}`, volume, seed);
  }
  const listed = join(data, 'manifest.json');
  if (!existsSync(listed)) return;
  const folder = join(data, 'validation');
  const cases = findCases(folder, folder, undefined);
  const facts = readDataManifest(listed, new Set(cases.map(({ name }) => name)));
  for (const one of cases) {
    const { scan } = await loadCase({ ...one, facts: facts.get(one.name) }, manifest.structures);
    yield* trueOf(one.name, scan.volume);
    yield* oddOf(one.name, scan.volume, 7);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pack: { type: 'string', default: 'mini' },
      data: { type: 'string', default: '../shared/data' },
      phantoms: { type: 'string', default: '2' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const pack = await openPack(values.pack);
  const rows: Row[] = [];
  for await (const scan of scansOf(values.data, Number(values.phantoms), pack)) {
    const row = await judged(scan, pack);
    rows.push(row);
    console.error(`${row.of}, ${row.kind}: ${row.found} of ${row.asked} found`);
    if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, undefined, 1)}\n`);
  }
  console.log(table(rows));
}

async function judged({ of, kind, isOdd, volume }: OddScan, pack: OpenPack): Promise<Row> {
  const { answers } = await askStructures(volume, pack.manifest.structures, pack);
  return {
    ...{ of, kind, isOdd, modality: volume.modality, asked: answers.length },
    found: answers.filter((answer) => answer.kind === 'found').length,
  };
}

/** By what was done to the scans: how much was found. */
function table(rows: readonly Row[]): string {
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  const line = (name: string, some: readonly Row[]) => {
    const [asked, found] = [sum(some, 'asked'), sum(some, 'found')];
    return `| ${name} | ${some.length} | ${asked} | ${percent(found, asked)} |`;
  };
  const parts = [true, false].flatMap((isOdd) => {
    const part = rows.filter((row) => row.isOdd === isOdd);
    const kinds = [...new Set(part.map(({ kind }) => kind))];
    const lines = kinds.map((kind) =>
      line(
        kind,
        part.filter((row) => row.kind === kind),
      ),
    );
    return [...lines, line(isOdd ? '**all odd ones**' : '**all true ones**', part)];
  });
  return ['| scan | scans | structures asked | found |', '|---|--:|--:|--:|', ...parts].join('\n');
}

const sum = (rows: readonly Row[], key: 'asked' | 'found') =>
  rows.reduce((total, row) => total + row[key], 0);

await main();
