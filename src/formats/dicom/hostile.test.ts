import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { listScans, openListed } from '#formats/list-scans.ts';
import { blobFile, type ScanFile } from '#formats/scan-file.ts';
import { formatCase } from '#testing/format-cases.ts';
import { random as seeded } from '#volume/random.ts';

/** Tries of each case; PARSE3D_HOSTILE asks for more. */
const TRIES = Number(process.env['PARSE3D_HOSTILE'] ?? 25);

/** `file` with some of its bytes changed, most of them in its header, or cut off. */
async function damaged(file: ScanFile, random: () => number): Promise<ScanFile> {
  const bytes = new Uint8Array(await file.slice(0, file.size));
  const reach = random() < 0.8 ? Math.min(1400, bytes.length) : bytes.length;
  for (let n = Math.floor(random() * 6); n >= 0; n--) {
    bytes[Math.floor(random() * reach)] = random() < 0.3 ? 255 : Math.floor(random() * 256);
  }
  const end = random() < 0.2 ? Math.floor(random() * bytes.length) : bytes.length;
  return blobFile(file.name, new Blob([bytes.slice(0, end)]));
}

/** 'opened', or the code of what was refused; anything else is thrown. */
async function outcome(files: readonly ScanFile[]): Promise<string> {
  try {
    const { scans } = await listScans(files);
    for (const scan of scans) await openListed(scan);
    return 'opened';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

test.each([
  'ct-implicit-le',
  'ct-enhanced',
  'private-tags',
  'ct-jpeg-lossless-70',
  'ct-jpeg-ls',
  'ct-rle',
  'ct-deflated',
])('%s with damaged bytes opens or is refused by a code, every time', async (id) => {
  const random = () => numbers.between(0, 1);
  const numbers = seeded(id.length);
  const files = formatCase(id).files.slice(0, 4);
  const outcomes = new Map<string, number>();
  for (let n = 0; n < TRIES; n++) {
    const given = await Promise.all(files.map((file) => damaged(file, random)));
    const code = await outcome(given);
    outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
  }
  expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(TRIES);
  expect(outcomes.has('internal')).toBe(false);
});
