import { expect, test } from 'vitest';
import { hostileArchives } from '#testing/hostile-archives.ts';
import { hostileGzip } from '#testing/hostile-gzip.ts';
import { hostileHeaders } from '#testing/hostile-headers.ts';
import type { HostileInput } from '#testing/hostile-input.ts';
import { hostileNifti, hostileValues } from '#testing/hostile-nifti.ts';
import { scanOutcome } from '#testing/hostile-outcome.ts';

// All of them: `npx tsx scripts/hostile/hostile.ts`, which writes docs/reliability.md.
const SAMPLED = 4;

test.each<readonly [string, () => Iterable<HostileInput>]>([
  ['NIfTI', hostileNifti],
  ['voxels', hostileValues],
  ['gzip', hostileGzip],
  ['headers of text and MGH', hostileHeaders],
  ['archives and DICOM', hostileArchives],
])(
  'hostile input is refused with a code of ours or read without harm: %s',
  async (_, inputs) => {
    const wrong: string[] = [];
    for (const [n, input] of [...inputs()].entries()) {
      // What must be refused or accepted is tried whole, of the rest a part.
      if (input.expect === 'either' && n % SAMPLED !== 0) continue;
      const outcome = await scanOutcome(input);
      const isFine =
        outcome.kind !== 'broke' &&
        (input.expect === 'either' || (outcome.kind === 'refused') === (input.expect === 'refuse'));
      if (!isFine) wrong.push(`${input.name}: ${JSON.stringify(outcome)}`);
    }
    expect(wrong).toEqual([]);
  },
  60_000,
);
