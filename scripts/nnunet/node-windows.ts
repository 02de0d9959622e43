/**
 * npx tsx scripts/nnunet/node-windows.ts PACK [--threads 2] [--windows 2] [--form planes]
 *
 * Windows of an nnU-Net pack as the terminal runs them: seconds of each, and the process's largest memory. The image is noise.
 * The head is left out: it is applied once to what is blended, not to each window.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { cpuRuntime, readDisk } from '#cli/node-runtime.ts';
import { openPack } from '#engine/pack-files.ts';
import { openSessions } from '#engine/pack-sessions.ts';
import { random } from '#volume/random.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: 'string', default: '2' },
    windows: { type: 'string', default: '2' },
    form: { type: 'string', default: 'file' },
  },
});
const [folder = '.'] = positionals;
const pack = await openPack(pathToFileURL(resolve(folder, 'manifest.json')).href, readDisk);
const { tiling } = pack.manifest.input;
if (tiling.kind !== 'nnunet') throw new Error(`${folder} is no pack of an nnU-Net.`);
const began = performance.now();
const form = values.form === 'planes' ? 'planes' : 'file';
const runtime = cpuRuntime(Number(values.threads));
const sessions = await openSessions(pack, runtime, await runtime.probe(), { form });
pack.files.release();
const opened = (performance.now() - began) / 1000;
const { between } = random(1);
const [depth, rows, columns] = tiling.patchSize;
const data = Float32Array.from({ length: depth * rows * columns }, () => between(-2, 2));
const seconds: { readonly wall: number; readonly processor: number }[] = [];
for (let n = 0; n < Number(values.windows); n++) {
  const [before, start] = [process.cpuUsage(), performance.now()];
  await sessions.run('imageEncoder', { image: { dims: [1, 1, depth, rows, columns], data } });
  const { user, system } = process.cpuUsage(before);
  seconds.push({ wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 });
}
const peakBytes = 1024 * process.resourceUsage().maxRSS;
process.stdout.write(`${JSON.stringify({ as: 'node', form, opened, seconds, peakBytes })}\n`);
