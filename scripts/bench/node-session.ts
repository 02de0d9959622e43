import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scan } from './scans.ts';

const AT_EXIT = new URL('./at-exit.mjs', import.meta.url).href;

/**
 * Runs a checkout's own `parse` once, as a person would. @returns seconds of wall clock and processor, the largest memory,
 * and the seconds of each stage that the report names. @throws Error where it fails.
 */
export async function nodeSession(
  checkout: string,
  scan: Scan,
  wanted: 'one' | 'all',
): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'parse3d-bench-'));
  try {
    const usage = join(folder, 'usage.json');
    const request = wanted === 'one' ? 'liver' : '--all';
    const out = join(folder, 'results');
    const began = performance.now();
    // Stated, for made scans may leave the question open.
    await parse(checkout, [scan.path, request, '--modality', 'CT', '--out', out], usage);
    const wall = (performance.now() - began) / 1000;
    const used = JSON.parse(readFileSync(usage, 'utf8')) as Record<string, number>;
    return {
      'wall s': wall,
      'processor s': ((used['userCPUTime'] ?? 0) + (used['systemCPUTime'] ?? 0)) / 1e6,
      'peak bytes': 1024 * (used['maxRSS'] ?? 0),
      ...stages(out),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function parse(cwd: string, given: readonly string[], usage: string): Promise<void> {
  const args = ['--import', AT_EXIT, '--import', 'tsx', 'src/cli/parse.ts', ...given];
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, BENCH_USAGE: usage },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = () => child.kill();
  process.once('exit', stop);
  child.once('exit', () => process.off('exit', stop));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0 && existsSync(usage)) resolve();
      else reject(new Error(`parse ${given.join(' ')} ended with ${code}: ${said}`));
    });
  });
}

function stages(out: string): Record<string, number> {
  const name = readdirSync(out).find((each) => each.endsWith('_report.json'));
  return name ? stageSeconds(JSON.parse(readFileSync(join(out, name), 'utf8'))) : {};
}

interface Timed {
  readonly milliseconds?: Readonly<Record<string, number>>;
}

/**
 * Seconds by stage, of the report of one run. Format 1 has them once; later ones with each answer, where a stage that several
 * shared is stated with each of them.
 */
export function stageSeconds(
  report: Timed & { readonly findings?: readonly { readonly source?: Timed | null }[] },
): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const timed of [report, ...(report.findings ?? []).map(({ source }) => source)])
    for (const [stage, value] of Object.entries(timed?.milliseconds ?? {}))
      seconds[`${stage} s`] = Math.max(seconds[`${stage} s`] ?? 0, value / 1000);
  return seconds;
}
