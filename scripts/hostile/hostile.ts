import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openCheckpoint } from '#convert/open-checkpoint.ts';
import { named } from '#convert/refusal.ts';
import { blobSource } from '#convert/source.ts';
import { hostileArchives } from '#testing/hostile-archives.ts';
import { hostileGzip } from '#testing/hostile-gzip.ts';
import { hostileHeaders } from '#testing/hostile-headers.ts';
import type { HostileInput } from '#testing/hostile-input.ts';
import { hostileNifti, hostileValues } from '#testing/hostile-nifti.ts';
import { type HostileOutcome, manifestOutcome, outcome, scanOutcome } from '#testing/hostile-outcome.ts';
import { hostileCheckpoints, hostileManifests } from '#testing/hostile-packs.ts';

const HELP = `Opens every hostile input and counts what becomes of it, by kind.

  npx tsx scripts/hostile/hostile.ts [--only PATTERN] [--write]

  --write   puts the table into docs/reliability.md
Exit code 1 where an input breaks something, or is read that must be refused, or the other way round.
`;

const DOCS = new URL('../../docs/reliability.md', import.meta.url);
const MANIFEST = new URL('../../public/models/mini/manifest.json', import.meta.url);

interface Row {
  readonly input: HostileInput;
  readonly outcome: HostileOutcome;
  readonly milliseconds: number;
}

function* inputs(): Generator<HostileInput> {
  yield* hostileNifti();
  yield* hostileValues();
  yield* hostileGzip();
  yield* hostileHeaders();
  yield* hostileArchives();
  yield* hostileManifests(readFileSync(MANIFEST, 'utf8'));
  yield* hostileCheckpoints();
}

function outcomeOf(input: HostileInput): Promise<HostileOutcome> {
  if (input.kind === 'manifest') return manifestOutcome(input);
  if (input.kind !== 'checkpoint') return scanOutcome(input);
  const [[name, bytes] = ['', new Uint8Array()]] = Object.entries(input.files);
  return outcome(async () => {
    await named(name, () => openCheckpoint(blobSource(name, new Blob([bytes]))));
    return [];
  });
}

function isWrong({ input, outcome: { kind } }: Row): boolean {
  if (kind === 'broke') return true;
  return input.expect !== 'either' && (kind === 'refused') !== (input.expect === 'refuse');
}

function table(rows: readonly Row[]): string {
  const kinds = [...new Set(rows.map(({ input }) => input.kind))];
  const lines = kinds.map((kind) => {
    const own = rows.filter(({ input }) => input.kind === kind);
    const count = (holds: (row: Row) => boolean) => own.filter(holds).length;
    const said = (row: Row) => row.outcome.kind === 'opened' && row.outcome.said.length > 0;
    return [
      kind,
      own.length,
      count(({ outcome: { kind: each } }) => each === 'refused'),
      count(said),
      count((row) => row.outcome.kind === 'opened' && !said(row)),
      count(isWrong),
      (Math.max(...own.map(({ milliseconds }) => milliseconds)) / 1000).toFixed(1),
    ].join(' | ');
  });
  const total = `${rows.length} inputs.`;
  return [
    '| kind | inputs | refused with a sentence | opened, and something said | opened | wrong | longest, s |',
    '|---|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
    '',
    total,
  ].join('\n');
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const only = new RegExp(values.only);
  const rows: Row[] = [];
  for (const input of inputs()) {
    if (!only.test(input.kind)) continue;
    const began = performance.now();
    const row = { input, outcome: await outcomeOf(input), milliseconds: performance.now() - began };
    rows.push(row);
    if (isWrong(row)) {
      process.stderr.write(
        `${input.kind}, ${input.name}: ${input.expect}, but ${JSON.stringify(row.outcome)}\n`,
      );
    }
  }
  const markdown = table(rows);
  process.stdout.write(`${markdown}\n`);
  if (values.write) {
    const text = readFileSync(DOCS, 'utf8');
    writeFileSync(DOCS, text.replace(/(<!-- hostile -->\n)[\s\S]*?(\n<!-- end -->)/, `$1${markdown}$2`));
  }
  return rows.some(isWrong) ? 1 : 0;
}

process.exitCode = await main();
