import { fileURLToPath } from 'node:url';
import { openScanAt } from '#cli/find-scans.ts';
import { type OpenPack, openPack } from '#cli/pack.ts';
import type { Segmentation } from '#engine/engine.ts';
import { EVERYTHING } from '#prompt/everything.ts';
import { readPrompts } from '#prompt/read-prompt.ts';
import { CASES, scanOf } from './scans.ts';

/** Milliseconds that each object takes to be judged at another threshold, from the shortest on. */
async function judgedAgain(
  engine: OpenPack['engine'],
  answers: readonly Segmentation[],
): Promise<readonly number[]> {
  const taken: number[] = [];
  for (const answer of answers) {
    if (answer.kind !== 'found') continue;
    const began = performance.now();
    await engine.rejudge(answer.id, { threshold: 0.6, components: 'declared' });
    taken.push(performance.now() - began);
  }
  return taken.sort((a, b) => a - b);
}

/** Prints how many bytes the objects take that Mini finds in each of the scans that `bench` measures: a byte for each voxel of an object's box; and how long each takes to be judged again. */
async function main(): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { engine, manifest } = await openPack('mini');
  for (const slices of CASES) {
    const { path, origin } = scanOf(slices, { root, cache: `${root}/results/bench/scans` });
    const { volume } = await openScanAt([path], undefined);
    const scan = { ...volume, modality: 'CT' as const };
    await engine.encode(scan);
    const answers = await engine.segment(
      scan.id,
      readPrompts(EVERYTHING, manifest.structures, manifest.groups),
    );
    const masks = answers.flatMap((answer) => (answer.kind === 'found' ? [answer.mask] : []));
    const bytes = masks.reduce((sum, { data }) => sum + data.byteLength, 0);
    const dense = masks.reduce((sum, { grid }) => sum + grid.size.reduce((product, n) => product * n, 1), 0);
    const mb = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
    console.log(
      `${slices} slices (${origin}): ${masks.length} objects, ${mb(bytes)}; on the scan’s whole grid ${mb(dense)}`,
    );
    const again = await judgedAgain(engine, answers);
    const [median = 0, longest = 0] = [again[Math.floor(again.length / 2)], again.at(-1)];
    console.log(
      `  each judged again at a threshold of 0.6: ${median.toFixed(1)} ms (median), ${longest.toFixed(1)} ms at most`,
    );
    await engine.forget(scan.id);
  }
}

await main();
