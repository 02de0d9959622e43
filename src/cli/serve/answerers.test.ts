import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBall } from '#testing/ball-file.ts';
import type { ImageRequest } from './answer-image.ts';
import { Crowded, ProcessAnswerers } from './answerers.ts';

const PACK = fileURLToPath(new URL('../../testing/packs/analytic-windows', import.meta.url));

let folder = '';
let ball = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-answerers-'));
  writeBall(join(folder, 'ball.nii.gz'));
  ball = readFileSync(join(folder, 'ball.nii.gz')).toString('base64');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The processes that answer for `parent`. */
function processesOf(parent: number | undefined): readonly number[] {
  const found = spawnSync('pgrep', ['-P', String(parent), '-f', 'serve/process'], { encoding: 'utf8' });
  return found.stdout.split('\n').filter(Boolean).map(Number);
}

test('so many wait as may, the next is sent away, and who has left is not waited for', async () => {
  const answerers = new ProcessAnswerers({ packs: [PACK], threads: 1 }, 1);
  await answerers.start(1);
  try {
    const given = (image: string): ImageRequest => ({
      ...{ image: new Uint8Array(Buffer.from(image, 'base64')), text: 'edge', modality: 'MR', anyway: false },
    });
    const stay = new AbortController().signal;
    const leaves = new AbortController();
    const first = answerers.answer(given(ball), { signal: stay });
    const second = answerers.answer(given(ball), leaves);
    await expect(answerers.answer(given(ball), { signal: stay })).rejects.toBeInstanceOf(Crowded);
    leaves.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    const third = answerers.answer(given(ball), { signal: stay });
    // Whose first image was answered is not sent away with the second, unless they have left meanwhile.
    const further = answerers.answer(given(ball), { signal: stay, hasBegun: true });
    const outcomes = (await Promise.all([first, third, further])).map(({ answers }) => answers[0]?.answer);
    expect(outcomes).toEqual(['found', 'found', 'found']);
    await expect(answerers.answer(given(ball), leaves)).rejects.toMatchObject({ name: 'AbortError' });
  } finally {
    await answerers.close();
  }
});

test.skipIf(process.platform === 'win32')(
  'an image whose process was lost is begun once more, and a process that is lost idle costs nobody an answer',
  async () => {
    const answerers = new ProcessAnswerers({ packs: [PACK], threads: 1 }, 4);
    await answerers.start(1);
    const kill = () => {
      const pids = processesOf(process.pid);
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      return pids.length;
    };
    const image = new Uint8Array(Buffer.from(ball, 'base64'));
    const given: ImageRequest = { image, text: 'edge', modality: 'MR', anyway: false };
    const ask = () => answerers.answer(given, { signal: new AbortController().signal });
    try {
      expect(kill()).toBe(1);
      expect((await ask()).answers[0]?.answer).toBe('found');
      const killed = ask();
      // Whatever begins is ended.
      const timer = setInterval(kill, 100);
      await expect(killed).rejects.toMatchObject({ code: 'worker-lost' });
      clearInterval(timer);
      expect((await ask()).answers[0]?.answer).toBe('found');
    } finally {
      await answerers.close();
    }
  },
  60_000,
);

test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  'a server that is ended by %s while it opens its packs ends at once, and calls that no fault',
  async (signal) => {
    const script = fileURLToPath(new URL('../serve.ts', import.meta.url));
    const given = ['--import', 'tsx', script, '--port', '0', '--jobs', '6', '--pack', PACK];
    // In a group of its own, all of which hears of Ctrl+C.
    const child = spawn(process.execPath, given, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
    const ended = once(child, 'exit');
    await expect.poll(() => processesOf(child.pid).length, { timeout: 30_000 }).toBeGreaterThan(0);
    process.kill(signal === 'SIGINT' ? -Number(child.pid) : Number(child.pid), signal);
    expect(await ended).toEqual([0, null]);
    expect(said).toBe('');
  },
  60_000,
);
