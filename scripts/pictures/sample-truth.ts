import { readFileSync } from 'node:fs';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { makePhantom } from '#testing/phantom.ts';
import { ORGANS } from '#testing/phantom-part.ts';
import type { Upload } from '../../e2e/scans.ts';

const SAMPLE = new URL('../../public/samples/phantom.nii.gz', import.meta.url);
const SEED = 7;

/** What the sample itself knows of its organs, as a label map, and the names of its labels. */
export async function sampleTruth(): Promise<Upload[]> {
  const { volume } = await openBytes('phantom.nii.gz', readFileSync(SAMPLE));
  const { labels } = makePhantom({ seed: SEED, grid: volume.grid });
  const bytes = writeNifti({ size: volume.grid.size, header: gridHeader(volume.grid), data: labels });
  const lines = Object.entries(ORGANS).map(([organ, label]) => {
    const name = organ.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    return `${label} ${(40 * label) % 256} ${(90 * label) % 256} ${(150 * label) % 256} 1 1 1 "${name}"\n`;
  });
  return [
    { name: 'expert.nii', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) },
    { name: 'expert.txt', mimeType: 'text/plain', buffer: Buffer.from(lines.join('')) },
  ];
}
