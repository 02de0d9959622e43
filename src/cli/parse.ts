import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Segmentation } from '#engine/engine.ts';
import { wording } from '#error-wording.ts';
import { AppError } from '#errors.ts';
import { toLabelMap } from '#formats/label-map.ts';
import type { NiftiVolume } from '#formats/read-nifti.ts';
import { writeNiftiGz } from '#formats/write-nifti.ts';
import { packsThatMayKnow } from '#model/elsewhere.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { readRequest } from '#model/read-prompt.ts';
import { fieldOfView } from '#volume/field-of-view.ts';
import { measure } from '#volume/measure.ts';
import type { VoxelBox } from '#volume/types.ts';
import { runCommand, showProgress } from './command.ts';
import { makeFolder, readScan, stem, writeJson, writeOut } from './files.ts';
import { type FoundObject, foundObjects } from './found-objects.ts';
import { toModality } from './modality.ts';
import { openPack } from './pack.ts';
import { report } from './report.ts';

const HELP = `Finds what a text names in a scan. Research use only; not a medical device.

  npm run parse -- SCAN "TEXT" [--out DIR] [--pack ID|DIR] [--modality CT|MR|other]

  SCAN        a .nii or .nii.gz file
  TEXT        what to find, such as "liver, spleen and left kidney"
  --out       where to write <scan>_labels.nii.gz, one <scan>_<object>.nii.gz per object and
              <scan>_report.json (default: results)
  --pack      the id of a pack that comes with parse3d, or a folder with a manifest.json (default: mini)
  --modality  what kind of scan it is; guessed from its intensities unless given
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'results' },
      pack: { type: 'string', default: 'mini' },
      modality: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [path, ...texts] = positionals;
  if (path === undefined || texts.length === 0) {
    throw new AppError('arguments-invalid', { reason: 'A scan and a text are needed' });
  }
  const stated = toModality(values.modality);
  const { volume: read, header } = readScan(path);
  const volume = { ...read, modality: stated ?? read.modality };
  const { engine, manifest, device } = await openPack(values.pack);
  const { prompts, leftOut } = readRequest(texts.join(', '), manifest.structures, manifest.groups);
  const onProgress = ({ stage, done, total }: { stage: string; done: number; total: number }) =>
    showProgress(`${stage} ${done}/${total}`);
  makeFolder(values.out);
  await engine.encode(volume, { onProgress });
  const answers = await engine.segment(volume.id, prompts, { onProgress });
  showProgress('');
  const objects = foundObjects(answers, manifest.structures);
  const facts = { volume, modalityIsGuess: stated === undefined, manifest, device, answers, objects };
  const view = fieldOfView(volume);
  const start = join(values.out, stem(path));
  writeObjects(start, { volume, header }, objects);
  writeJson(`${start}_report.json`, report({ ...facts, at: new Date() }));
  console.log(`${volume.name}: ${volume.modality}${stated ? '' : ' (guessed; --modality says otherwise)'}`);
  if (leftOut.length > 0)
    console.error(`  ${wording({ code: 'prompt-left-out', details: { names: leftOut } })}`);
  for (const answer of answers) tell(answer, view, manifest, objects);
  console.log(`Written to ${start}_*`);
  return answers.every(({ kind }) => kind === 'not-understood') ? 1 : 0;
}

/** One file per object and, where there is any object, the label map, on the scan's own grid. */
function writeObjects(start: string, { volume, header }: NiftiVolume, objects: readonly FoundObject[]): void {
  const { size } = volume.grid;
  const image = { size, header, description: 'parse3d' };
  for (const { answer, slug } of objects) {
    writeOut(`${start}_${slug}.nii.gz`, writeNiftiGz({ ...image, data: answer.mask.data }));
  }
  const masks = objects.map(({ answer, labelId }) => ({ mask: answer.mask.data, labelId }));
  writeOut(`${start}_labels.nii.gz`, writeNiftiGz({ ...image, data: toLabelMap(masks, size) }));
}

function tell(
  answer: Segmentation,
  view: VoxelBox,
  { id, name, structures }: ModelManifest,
  objects: readonly FoundObject[],
): void {
  const { text } = answer.prompt;
  if (answer.kind === 'not-understood') {
    const elsewhere = packsThatMayKnow(text, id);
    const details = { text, pack: name, nearest: answer.nearest, elsewhere };
    console.error(`  ${wording({ code: 'prompt-unknown', details })}`);
    return;
  }
  const title = structures.find(({ id }) => id === answer.structure)?.name ?? text;
  const existence = `existence ${answer.existence.toFixed(2)}`;
  if (answer.kind === 'not-found') {
    console.log(`  ${title}: not found (${existence})`);
    return;
  }
  const { volumeMl, cutBy } = measure(answer.mask, view);
  const label = objects.find((object) => object.answer === answer)?.labelId;
  const cut = cutBy.length > 0 ? `, cut by the edge of the scan: ${cutBy.join(', ')}` : '';
  console.log(`  ${title}: ${volumeMl.toFixed(1)} mL (label ${label}, ${existence}${cut})`);
}

await runCommand(main);
