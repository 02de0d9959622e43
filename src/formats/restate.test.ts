import { expect, test } from 'vitest';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { gridHeader } from './nifti-header.ts';
import { openScan } from './open-scan.ts';
import { restate } from './restate.ts';
import { blobFile } from './scan-file.ts';
import { writeNifti } from './write-nifti.ts';

const grid = phantomGrid('las', 6);

/** The phantom in HU + `offset`, without a word of that. */
function opened(modality: 'CT' | 'MR', offset: number) {
  const { volume } = makePhantom({ seed: 7, grid, modality });
  const data = Int16Array.from(volume.data, (value) => value + offset);
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data });
  return openScan([blobFile('scan.nii', new Blob([bytes]))]);
}

const codes = ({ facts }: Awaited<ReturnType<typeof opened>>) => facts.notices.map(({ code }) => code);

test.each([
  ['CT', 1024, 'ct-units', 'MR'],
  ['MR', -3000, 'mr-shifted', 'CT'],
] as const)(
  'an %s whose scale was mended has the file’s own where it is said to be another kind',
  async (kind, offset, code, other) => {
    const scan = await opened(kind, offset);
    const { slope, intercept } = scan.volume;
    expect(scan.volume.modality).toBe(kind);
    expect(intercept).not.toBe(0);
    expect(codes(scan)).toContain(code);

    const said = restate(scan, other);
    expect(said.volume).toMatchObject({ modality: other, slope: 1, intercept: 0 });
    expect(codes(said)).not.toContain(code);
    expect(said.range.max).toBeCloseTo(scan.range.max - intercept, 9);
    expect(said.range.low).toBeCloseTo(scan.range.low - intercept, 9);

    const back = restate(said, kind);
    expect(back.volume).toMatchObject({ modality: kind, slope, intercept });
    expect(codes(back)).toEqual(codes(scan));
    expect(back.range.high).toBeCloseTo(scan.range.high, 9);
    expect(restate(scan, kind).volume).toMatchObject({ modality: kind, slope, intercept });
  },
);

test('a scan whose scale was not mended keeps it, whatever it is said to be', async () => {
  const scan = await opened('CT', 0);
  expect(restate(scan, 'MR').volume).toMatchObject({ modality: 'MR', slope: 1, intercept: 0 });
  expect(restate(scan, 'MR').range).toEqual(scan.range);
});
