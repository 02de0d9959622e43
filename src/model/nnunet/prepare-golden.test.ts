import { describe, expect, test } from 'vitest';
import { largestOf } from '#testing/differences.ts';
import { hasNnunetCases, NnunetCase } from '#testing/nnunet-cases.ts';
import { bytesIn, floatsIn } from '#testing/npz.ts';
import { filledMask, nonzeroBox } from './crop.ts';
import { prepareInput } from './prepare.ts';
import { croppedView, readerView, transposed } from './view.ts';
import { gaussianMap, windowsOf } from './windows.ts';

const CASES = [
  'ct_plain',
  ...(hasNnunetCases
    ? ['ct_oblique', 'mr_zscore', 'resenc', 'two_folds', 'mr_crop_masked', 'totalseg_pipeline']
    : []),
];

/** The last bit of float32 at the size that values have, some 3 after normalisation, with two roundings on the way. */
const LAST_BITS = 1e-6;

describe.each(CASES)('%s', (name) => {
  const golden = new NnunetCase(name);
  const stages = golden.arrays('stages.npz');
  const input = golden.open().then((volume) => prepareInput(volume, golden.tiling));

  test.runIf(stages['network_input'])('the network is shown what nnU-Net shows it', async () => {
    const { data, size } = await input;
    const wanted = stages['network_input'];
    expect([1, ...size]).toEqual(wanted?.shape);
    expect(largestOf(data, floatsIn(wanted))).toBeLessThan(LAST_BITS);
  });

  test('windows begin where nnU-Net’s do', async () => {
    const { size, box } = await input;
    const run = golden.json.runs['mirroring_off'];
    const { starts } = windowsOf(size, golden.tiling.patchSize, golden.tiling.stepSize);
    if (run?.window_starts) expect(starts).toEqual(run.window_starts);
    const wanted = run?.bbox_used_for_cropping;
    if (wanted) expect(box.from.map((from, axis) => [from, box.to[axis]])).toEqual(wanted);
  });

  test.runIf(stages['gaussian_float16'])('a sample of a window counts as in nnU-Net', () => {
    const map = gaussianMap(golden.tiling.patchSize);
    expect(largestOf(map.map(toHalf), floatsIn(stages['gaussian_float16']))).toBe(0);
  });

  test.runIf(stages['nonzero_mask'] && name === 'mr_crop_masked')(
    'holes are filled as scipy does',
    async () => {
      const volume = await golden.open();
      const whole = transposed(readerView(volume, golden.tiling.reader), golden.tiling.transposeForward);
      const mask = filledMask(croppedView(whole, nonzeroBox(whole)));
      const { size } = await input;
      if (mask.length === size[0] * size[1] * size[2]) expect(mask).toEqual(bytesIn(stages['nonzero_mask']));
    },
  );
});

/** The nearest float16, halves to the even, and the least above 0 in place of 0, as nnU-Net keeps its map. */
function toHalf(value: number): number {
  const exponent = Math.max(Math.floor(Math.log2(value)), -14);
  const step = 2 ** (exponent - 10);
  const below = Math.floor(value / step);
  const rest = value / step - below;
  const steps = rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
  return Math.max(steps, 1) * step;
}
