// node examples/batch-to-csv.mjs FOLDER "liver, spleen" [CT|MR|other] [PACK] > volumes.csv
// A line for each object of each scan file in a folder. For thousands of scans see docs/many-scans.md.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createEngine } from 'parse3d';

const [folder, text, modality, pack = 'mini'] = process.argv.slice(2);
const cell = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value));
const line = (...cells) => console.log(cells.map(cell).join(','));

const engine = await createEngine({ pack });
line('scan', 'object', 'answer', 'volume_ml', 'verdict', 'doubts');
for (const name of (await readdir(folder)).sort()) {
  let scan;
  try {
    scan = await engine.readScan(join(folder, name));
    const { findings, doubt } = await engine.ask(scan, text, modality ? { modality } : {});
    if (doubt) console.error(`${name}: ${doubt.sentence}`);
    for (const { kind, name: object, volumeMl, verdict } of findings) {
      line(
        name,
        object,
        kind,
        volumeMl?.toFixed(2) ?? '',
        verdict?.level ?? '',
        verdict?.doubts.join(' ') ?? '',
      );
    }
  } catch (error) {
    // One bad file does not end the batch.
    console.error(error.message);
    line(name, '', error.code ?? 'failed', '', '', '');
    process.exitCode = 4;
  } finally {
    await scan?.close();
  }
}
engine.close();
