import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judged, type Outcome, type TestCase } from './judge-case.ts';

const HELP = `Reads every case of a folder of test scans and prints a table of kinds and outcomes, in Markdown.

  npx tsx scripts/formats/formats-table.ts [--cases ../shared/formats] [--only PATTERN] [--python python3]

A case is a folder with input/, case.json and the expected volumes, judged by judge.py beside them, which needs numpy and nibabel.
`;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '../shared/formats' },
    only: { type: 'string', default: '' },
    python: { type: 'string', default: 'python3' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function main(): number {
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const folder = values.cases;
  const out = mkdtempSync(join(tmpdir(), 'parse3d-formats-'));
  const ids = readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'case.json')) && new RegExp(values.only).test(id))
    .sort();
  const rows = ids.map((id): readonly [TestCase, Outcome] => {
    const one = JSON.parse(readFileSync(join(folder, id, 'case.json'), 'utf8')) as TestCase;
    const outcome = judged(one, join(folder, id), { out, read, judge });
    process.stderr.write(`${outcome.isRight ? 'right' : 'WRONG'}  ${id}: ${outcome.what}\n`);
    return [one, outcome];
  });
  rmSync(out, { recursive: true, force: true });
  process.stdout.write(table(rows));
  return rows.every(([, { isRight }]) => isRight) ? 0 : 1;
}

function read(given: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('npx', ['tsx', 'src/cli/read.ts', ...given], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function judge(given: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(values.python, [join(values.cases, 'judge.py'), ...given], {
    encoding: 'utf8',
  });
  return { isRight: status === 0, said: `${stdout}${stderr}`.trim() };
}

function table(rows: readonly (readonly [TestCase, Outcome])[]): string {
  const lines = rows.map(
    ([{ title, outcome }, { isRight, what }]) =>
      `| ${title} | ${outcome} | ${isRight ? '' : '**wrong**: '}${what} |`,
  );
  const right = rows.filter(([, { isRight }]) => isRight).length;
  return [
    `${right} of ${rows.length} as expected.`,
    '',
    '| kind | expected | outcome |',
    '|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

process.exitCode = main();
