import { NVImage } from '@niivue/niivue';
import { describe, expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { GRID_KINDS, phantomGrid } from '#testing/phantom-grid.ts';
import type { Grid, Volume, VolumeId, VoxelData } from '#volume/types.ts';
import { baseImage } from './base-image.ts';

const SMALL: Grid = { size: [4, 3, 2], voxelToWorld: [-2, 0, 0, 30, 0, 3, 0, -20, 0, 0, 4, 10] };

function volumeOf(data: VoxelData, grid = SMALL, scale = { slope: 2, intercept: -5 }): Volume {
  return { id: 'v' as VolumeId, name: 'scan', modality: 'CT', grid, data, ...scale };
}

/** What NiiVue itself makes of the volume, written as a NIfTI file and read again. */
function readAgain({ grid, data, slope, intercept }: Volume): Promise<NVImage> {
  const image = { size: grid.size, header: gridHeader(grid), data: data as Int16Array, slope, intercept };
  const { buffer } = writeNifti(image);
  return NVImage.loadFromUrl({ name: 'scan.nii', buffer, url: buffer });
}

const PLACE = [
  'matRAS',
  'dimsRAS',
  'permRAS',
  'pixDimsRAS',
  'toRAS',
  'frac2mm',
  'img2RASstep',
  'img2RASstart',
] as const;

describe('a volume lies where NiiVue would place the same NIfTI file', () => {
  const box = { from: [10, -60, -40], to: [70, 0, 50] } as const;
  const grids = [
    ...GRID_KINDS.map((kind) => [kind, phantomGrid(kind, undefined, box)] as const),
    ['small', SMALL] as const,
  ];

  test.each(grids)('%s', async (_, grid) => {
    const [ni, nj, nk] = grid.size;
    const volume = volumeOf(
      Int16Array.from({ length: ni * nj * nk }, (_, n) => n % 900),
      grid,
    );
    const [built, read] = [baseImage(volume, [-160, 240]), await readAgain(volume)];
    for (const field of PLACE) {
      const [got, want] = [built[field], read[field]].map((numbers) => Array.from(numbers ?? []));
      expect(got?.length, field).toBe(want?.length);
      got?.forEach((value, n) => {
        // A NIfTI header keeps float32.
        expect(value, field).toBeCloseTo(want?.[n] ?? Number.NaN, 3);
      });
    }
    expect(built.hdr?.dims).toEqual(read.hdr?.dims);
    expect([built.hdr?.scl_slope, built.hdr?.scl_inter]).toEqual([read.hdr?.scl_slope, read.hdr?.scl_inter]);
    expect([built.nVox3D, built.nFrame4D, built.frame4D]).toEqual([read.nVox3D, read.nFrame4D, read.frame4D]);
  });
});

describe('voxels', () => {
  const shared = new Int16Array(new SharedArrayBuffer(48));
  test.each([
    ['uint8', new Uint8Array(24)],
    ['int16', new Int16Array(24)],
    ['uint16', new Uint16Array(24)],
    ['float32', new Float32Array(24)],
    ['int16 in shared memory', shared],
  ])('that a texture can hold are the volume’s own: %s', (_, data) => {
    expect(baseImage(volumeOf(data), [0, 1]).img).toBe(data);
  });

  test.each([
    ['int8', Int8Array.from({ length: 24 }, (_, n) => n - 9)],
    ['int32', Int32Array.from({ length: 24 }, (_, n) => n - 9)],
    ['float64', Float64Array.from({ length: 24 }, (_, n) => n - 9)],
  ])('of another type are drawn as float32, scaled: %s', (_, data) => {
    const image = baseImage(volumeOf(data), [0, 1]);
    expect(image.img).toEqual(Float32Array.from({ length: 24 }, (_, n) => 2 * (n - 9) - 5));
    expect([image.hdr?.scl_slope, image.hdr?.scl_inter]).toEqual([1, 0]);
  });
});

test('the first drawing is in the window that was asked for', () => {
  const image = baseImage(volumeOf(new Int16Array(24)), [-160, 240]);
  expect([image.cal_min, image.cal_max]).toEqual([-160, 240]);
});
