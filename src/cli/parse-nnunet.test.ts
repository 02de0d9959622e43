import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BALL } from '#testing/ball.ts';
import { writeBall } from '#testing/ball-file.ts';
import { faults } from '#testing/findings.ts';
import { openBytes } from '#testing/open-bytes.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const pack = (name: string) => join(ROOT, 'src/testing/packs', name);
const ENSEMBLE = pack('analytic-nnunet');
const AROUND = pack('analytic-totalsegmentator');

let folder = '';
let scan = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-nnunet-'));
  scan = join(folder, 'scan.nii.gz');
  writeBall(scan);
});
afterAll(() => rmSync(folder, { recursive: true }));

function parse(...given: readonly string[]) {
  const argv = ['--import', 'tsx', join(ROOT, 'src/cli/parse.ts'), scan, ...given];
  return spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
}

/** How many voxels of the written label map have each value. */
async function counts(out: string): Promise<readonly number[]> {
  const file = new Uint8Array(readFileSync(join(out, 'scan_labels.nii.gz')));
  const { volume } = await openBytes('scan_labels.nii.gz', file);
  const found: number[] = [];
  for (const value of volume.data) found[value] = (found[value] ?? 0) + 1;
  return found;
}

test('--all writes the label map of an nnU-Net, with its own values', async () => {
  const out = join(folder, 'all');
  const { status, stdout } = parse('--all', '--pack', AROUND, '--out', out);
  expect(status).toBe(0);
  expect(stdout).toContain('shell: ');
  const found = await counts(out);
  expect(found).toHaveLength(3);
  expect(found[1]).toBeGreaterThan(0);
  expect(found[2]).toBeGreaterThan(found[1] ?? 0);
});

test('--region answers there alone, and --mirror as the pack allows', async () => {
  const out = join(folder, 'region');
  const [x, y, z] = BALL.centre;
  const region = `${x - 40}:${x},${y - 40}:${y + 40},${z - 40}:${z + 40}`;
  const { status } = parse('inner', '--pack', ENSEMBLE, '--out', out, `--region=${region}`, '--mirror');
  expect(status).toBe(0);
  const report = JSON.parse(readFileSync(join(out, 'scan_report.json'), 'utf8'));
  expect(faults(report)).toEqual([]);
  expect(report.findings[0].source.windows).toEqual({
    ...{ folds: 2, mirrored: true, inFloat16: false, run: expect.any(Number), of: expect.any(Number) },
    regionMmRas: { from: [x - 40, y - 40, z - 40], to: [x, y + 40, z + 40] },
  });
  const whole = join(folder, 'whole');
  parse('inner', '--pack', ENSEMBLE, '--out', whole);
  const [some, all] = [(await counts(out))[2] ?? 0, (await counts(whole))[2] ?? 0];
  expect(some / all).toBeGreaterThan(0.45);
  expect(some / all).toBeLessThan(0.6);
});

test.each([
  [['--mirror', '--pack', AROUND], 'not trained for --mirror'],
  [['--region', '5:1,0:1,0:1', '--pack', AROUND], 'X0:X1,Y0:Y1,Z0:Z1'],
  [['--region', '0:1,0:1', '--pack', AROUND], 'X0:X1,Y0:Y1,Z0:Z1'],
])('what the pack cannot do is refused: %j', (given, reason) => {
  const { status, stderr } = parse('inner', ...given, '--out', join(folder, 'refused'));
  expect(status).not.toBe(0);
  expect(stderr).toContain(reason);
});
