import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '#errors.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNiftiGz } from '#formats/write-nifti.ts';
import { makePhantom } from '#testing/phantom.ts';
import { GRID_KINDS, type GridKind, phantomGrid } from '#testing/phantom-grid.ts';
import { ORGANS } from '#testing/phantom-part.ts';
import { runCommand } from './command.ts';
import { writeOut } from './files.ts';
import { gzip } from './gzip.ts';

const SAMPLE = { path: 'public/samples/phantom.nii.gz', seed: 7, spacingMm: 2.5 };

const USAGE =
  'npm run phantom -- --out DIR [--count N] [--seed S] [--spacing MM] [--grid KIND] [--modality MR] [--noise HU] [--without ORGAN,...] | --sample';

const HELP = `Writes synthetic trunks whose organs are known: images (HU) and label maps (ids of AMOS), as .nii.gz.

  npm run phantom -- --out DIR [--count N] [--seed S] [--spacing MM] [--grid KIND] [--modality CT|MR] [--noise HU] [--without ORGAN,...]
  npm run phantom -- --sample

  --out       where to write phantom_<seed>_image.nii.gz and phantom_<seed>_label.nii.gz
  --count     how many, each with the next seed
  --seed      of the first; the same seed gives the same files
  --spacing   mm, of each voxel; those of the kind of grid unless given
  --grid      how the scan lies: ${GRID_KINDS.join(', ')}
  --modality  CT or MR
  --noise     standard deviation of the noise, in HU
  --without   organs to leave out, with commas between: ${Object.keys(ORGANS).join(', ')}
  --sample    writes ${SAMPLE.path}, which comes with the page, anew
`;

/** Writes phantoms: image (int16, HU) and labels (uint8, AMOS ids) as .nii.gz, or the sample that the app ships. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      count: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      spacing: { type: 'string' },
      grid: { type: 'string', default: 'ras' },
      modality: { type: 'string', default: 'CT' },
      noise: { type: 'string' },
      without: { type: 'string', default: '' },
      sample: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (!values.sample && values.out === undefined) throw new AppError('arguments-invalid', { reason: USAGE });
  if (values.sample) await writeSample();
  if (values.out === undefined) return 0;
  const grid = GRID_KINDS.find((kind) => kind === values.grid);
  if (!grid) throw new AppError('arguments-invalid', { reason: `--grid is one of ${GRID_KINDS.join(', ')}` });
  const modality = values.modality === 'MR' ? 'MR' : 'CT';
  const spacingMm = values.spacing === undefined ? undefined : toNumber('spacing', values.spacing);
  const noiseHu = values.noise === undefined ? undefined : toNumber('noise', values.noise);
  for (let n = 0; n < toNumber('count', values.count); n++) {
    const seed = toNumber('seed', values.seed) + n;
    await writePair(values.out, {
      seed,
      grid,
      modality,
      spacingMm,
      noiseHu,
      without: toOrgans(values.without),
    });
  }
  return 0;
}

function toNumber(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0) return number;
  throw new AppError('arguments-invalid', { reason: `--${option} is a number, not '${text}'` });
}

function toOrgans(text: string): readonly number[] {
  const names = text.split(',').filter(Boolean);
  return names.map((name) => {
    const organ = Object.entries(ORGANS).find(([key]) => key === name)?.[1];
    if (organ !== undefined) return organ;
    const reason = `--without names organs among ${Object.keys(ORGANS).join(', ')}`;
    throw new AppError('arguments-invalid', { reason });
  });
}

interface PairOptions {
  readonly seed: number;
  readonly grid: GridKind;
  readonly modality: 'CT' | 'MR';
  readonly spacingMm: number | undefined;
  readonly noiseHu: number | undefined;
  readonly without: readonly number[];
}

async function writePair(
  folder: string,
  { seed, grid: kind, modality, spacingMm, noiseHu, without }: PairOptions,
): Promise<void> {
  const grid = phantomGrid(kind, spacingMm);
  const noise = noiseHu === undefined ? {} : { noiseHu };
  const { volume, labels } = makePhantom({ seed, grid, modality, without, ...noise });
  const image = { size: grid.size, header: gridHeader(grid) };
  const data = Int16Array.from(volume.data);
  writeOut(join(folder, `phantom_${seed}_image.nii.gz`), await writeNiftiGz({ ...image, data }, gzip));
  writeOut(
    join(folder, `phantom_${seed}_label.nii.gz`),
    await writeNiftiGz({ ...image, data: labels }, gzip),
  );
}

async function writeSample(): Promise<void> {
  const grid = phantomGrid('las', SAMPLE.spacingMm);
  const { volume } = makePhantom({ seed: SAMPLE.seed, grid });
  const data = Int16Array.from(volume.data);
  const description = 'parse3d phantom';
  writeOut(
    SAMPLE.path,
    await writeNiftiGz({ size: grid.size, header: gridHeader(grid), data, description }, gzip),
  );
}

await runCommand(main);
