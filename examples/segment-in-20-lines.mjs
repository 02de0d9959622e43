// node examples/segment-in-20-lines.mjs SCAN "liver, left kidney" labels.nii.gz [CT|MR|other] [PACK]
import { writeFile } from 'node:fs/promises';
import { createEngine } from 'parse3d';

const [source, text, out, modality, pack = 'mini'] = process.argv.slice(2);
try {
  const engine = await createEngine({ pack });
  const scan = await engine.readScan(source);
  const answer = await engine.ask(scan, text, modality ? { modality } : {});
  if (answer.doubt) console.error(answer.doubt.sentence);
  for (const found of answer.findings) {
    const volume =
      found.kind === 'found' ? `${found.volumeMl.toFixed(1)} mL, ${found.verdict.sentence}` : found.kind;
    console.log(`${found.name}: ${volume}`);
  }
  await writeFile(out, await answer.nifti());
  engine.close();
} catch (error) {
  console.error(error.message); // A sentence that says what to do.
  process.exitCode = 1;
}
