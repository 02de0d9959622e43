import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wording } from '#error-wording.ts';
import { AppError } from '#errors.ts';
import { findingsCsv, inOrder } from '#formats/findings-csv.ts';
import { toLabelMap } from '#formats/label-map.ts';
import type { NiftiVolume } from '#formats/read-nifti.ts';
import { writeNiftiGz } from '#formats/write-nifti.ts';
import type { ComponentsChoice } from '#model/components.ts';
import { asksForEverything, EVERYTHING } from '#prompt/everything.ts';
import { readRequest } from '#prompt/read-prompt.ts';
import { denseMask } from '#volume/mask.ts';
import { runCommand, showProgress } from './command.ts';
import { moveEarlierResults } from './earlier-results.ts';
import { makeFolder, readScan, stem, writeJson, writeOut } from './files.ts';
import { type FoundObject, foundObjects } from './found-objects.ts';
import { toModality } from './modality.ts';
import { openPack } from './pack.ts';
import { report } from './report.ts';
import { tellAnswer, toldAnswer } from './tell-answer.ts';

const HELP = `Finds what a text names in a scan. Research use only; not a medical device.

  npm run parse -- SCAN "TEXT" [--out DIR] [--pack ID|DIR] [--modality CT|MR|other] [--components all]
             [--preset ID] [--seed TEXT] [--together]
  npm run parse -- SCAN --all [...]

  SCAN        a .nii or .nii.gz file
  TEXT        what to find, such as "liver, spleen and left kidney"
  --all       what is in this scan: every structure that the pack knows; writes <scan>_findings.csv too
  --out       where to write <scan>_labels.nii.gz, one <scan>_<object>.nii.gz per object and
              <scan>_report.json (default: results)
  --pack      the id of a pack that comes with parse3d, or a folder with a manifest.json (default: mini)
  --modality  what kind of scan it is; guessed from its intensities unless given
  --components  all: every piece of a mask; declared: what the pack keeps of each structure (default)
Results of an earlier run on the same scan are moved into a folder beside the new ones.

  For packs that go slice by slice, such as MedImageParse 3D:
  --preset    the pack's preset that makes grey values of the scan; chosen by each prompt's words unless given
  --seed      of the model's random numbers; the same seed gives the same masks (default: 0)
  --together  decodes the prompts together, as the original does: each may change the others' masks
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'results' },
      pack: { type: 'string', default: 'mini' },
      modality: { type: 'string' },
      all: { type: 'boolean', default: false },
      components: { type: 'string', default: 'declared' },
      preset: { type: 'string' },
      seed: { type: 'string' },
      together: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [path, ...texts] = positionals;
  if (path === undefined || (texts.length === 0 && !values.all)) {
    throw new AppError('arguments-invalid', { reason: 'A scan and a text, or --all, are needed' });
  }
  const stated = toModality(values.modality);
  const components = toComponents(values.components);
  const text = texts.join(', ');
  const isForAll = values.all || asksForEverything(text);
  const { volume: read, header } = readScan(path);
  const volume = { ...read, modality: stated ?? read.modality };
  const { engine, manifest, device } = await openPack(values.pack);
  const request = isForAll ? EVERYTHING : text;
  const { prompts, leftOut } = readRequest(request, manifest.structures, manifest.groups);
  const onProgress = ({ stage, done, total }: { stage: string; done: number; total: number }) =>
    showProgress(`${stage} ${done}/${total}`);
  makeFolder(values.out);
  await engine.encode(volume, { onProgress });
  const slices = sliceChoices(values);
  const answers = await engine.segment(volume.id, prompts, { onProgress, components, slices });
  showProgress('');
  const objects = foundObjects(answers, manifest.structures);
  const facts = { volume, modalityIsGuess: stated === undefined, manifest, device, answers, objects };
  const start = join(values.out, stem(path));
  const moved = moveEarlierResults(start);
  writeObjects(start, { volume, header }, objects);
  writeJson(`${start}_report.json`, report({ ...facts, at: new Date() }));
  console.log(`${volume.name}: ${volume.modality}${stated ? '' : ' (guessed; --modality says otherwise)'}`);
  if (leftOut.length > 0)
    console.error(`  ${wording({ code: 'prompt-left-out', details: { names: leftOut } })}`);
  const context = { manifest, modality: volume.modality, objects };
  const told = answers.map((answer) => toldAnswer(answer, context));
  for (const answer of isForAll ? inOrder(told) : told) tellAnswer(answer, context);
  if (isForAll) writeOut(`${start}_findings.csv`, findingsCsv(told));
  if (moved !== undefined) console.log(`Results of an earlier run moved to ${moved}`);
  console.log(`Written to ${start}_*`);
  return answers.every(({ kind }) => kind === 'not-understood') ? 1 : 0;
}

function toComponents(text: string): ComponentsChoice {
  if (text === 'all' || text === 'declared') return text;
  throw new AppError('arguments-invalid', { reason: `--components is all or declared, not ${text}` });
}

function sliceChoices({ preset, seed, together }: { preset?: string; seed?: string; together: boolean }) {
  return { ...(preset !== undefined && { preset }), ...(seed !== undefined && { seed }), together };
}

/** One file per object and, where there is any object, the label map, on the scan's own grid. */
function writeObjects(start: string, { volume, header }: NiftiVolume, objects: readonly FoundObject[]): void {
  const { size } = volume.grid;
  const image = { size, header, description: 'parse3d' };
  for (const { answer, slug } of objects) {
    writeOut(`${start}_${slug}.nii.gz`, writeNiftiGz({ ...image, data: denseMask(answer.mask) }));
  }
  const masks = objects.map(({ answer, labelId }) => ({ mask: answer.mask, labelId }));
  writeOut(`${start}_labels.nii.gz`, writeNiftiGz({ ...image, data: toLabelMap(masks, size) }));
}

await runCommand(main);
