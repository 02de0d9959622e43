import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '#errors.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNiftiGz } from '#formats/write-nifti.ts';
import { makePhantom } from '#testing/phantom.ts';
import { GRID_KINDS, type GridKind, phantomGrid } from '#testing/phantom-grid.ts';

const SAMPLE = { path: 'public/samples/phantom.nii.gz', seed: 7, spacingMm: 2.5 };

function main(): void {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      count: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      spacing: { type: 'string' },
      grid: { type: 'string', default: 'ras' },
      modality: { type: 'string', default: 'CT' },
      noise: { type: 'string' },
      sample: { type: 'boolean', default: false },
    },
  });
  if (values.sample) writeSample();
  if (!values.out) return;
  const grid = GRID_KINDS.find((kind) => kind === values.grid);
  if (!grid) throw new AppError('arguments-invalid', { reason: `--grid is one of ${GRID_KINDS.join(', ')}` });
  const modality = values.modality === 'MR' ? 'MR' : 'CT';
  for (let n = 0; n < Number(values.count); n++) {
    const seed = Number(values.seed) + n;
    writePair(values.out, { seed, grid, modality, spacingMm: values.spacing, noiseHu: values.noise });
  }
}

interface PairOptions {
  readonly seed: number;
  readonly grid: GridKind;
  readonly modality: 'CT' | 'MR';
  readonly spacingMm: string | undefined;
  readonly noiseHu: string | undefined;
}

function writePair(folder: string, { seed, grid: kind, modality, spacingMm, noiseHu }: PairOptions): void {
  const grid = phantomGrid(kind, spacingMm === undefined ? undefined : Number(spacingMm));
  const noise = noiseHu === undefined ? {} : { noiseHu: Number(noiseHu) };
  const { volume, labels } = makePhantom({ seed, grid, modality, ...noise });
  const image = { size: grid.size, header: gridHeader(grid) };
  mkdirSync(folder, { recursive: true });
  const data = Int16Array.from(volume.data);
  writeFileSync(join(folder, `phantom_${seed}_image.nii.gz`), writeNiftiGz({ ...image, data }));
  writeFileSync(join(folder, `phantom_${seed}_label.nii.gz`), writeNiftiGz({ ...image, data: labels }));
}

function writeSample(): void {
  const grid = phantomGrid('las', SAMPLE.spacingMm);
  const { volume } = makePhantom({ seed: SAMPLE.seed, grid });
  mkdirSync(dirname(SAMPLE.path), { recursive: true });
  const data = Int16Array.from(volume.data);
  const description = 'parse3d phantom';
  writeFileSync(SAMPLE.path, writeNiftiGz({ size: grid.size, header: gridHeader(grid), data, description }));
}

main();
