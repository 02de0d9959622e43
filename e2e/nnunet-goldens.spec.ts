import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { differingOf } from '#testing/differences.ts';
import { isHeavy } from '#testing/heavy.ts';
import { hasNnunetCases, NnunetCase } from '#testing/nnunet-cases.ts';
import { goldenFiles } from '#testing/nnunet-pack.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { WorkbenchPage } from './workbench.ts';

const served = (name: string) => fileURLToPath(new URL(`../dist/models/nnunet-${name}`, import.meta.url));
/** nnU-Net alone, and TotalSegmentator with what it does before and after; only the first is in every checkout. */
const CASES = ['ct_plain', ...(hasNnunetCases ? ['totalseg_pipeline'] : [])];
/** ../shared/nnunet/README.md, Tolerances. */
const boundOf = (voxels: number) => Math.max(3, (3 / 100_000) * voxels);

test.afterAll(() => {
  for (const name of CASES) rmSync(served(name), { recursive: true, force: true });
});

// Runs on WASM and on WebGPU: against the file that nnU-Net itself wrote.
for (const name of CASES) {
  test(`the label map of ${name} that the page saves is nnU-Net’s`, async ({ page }, { project }) => {
    const isSecond = project.name === 'webgpu' && name !== CASES[0];
    test.skip(isSecond && !isHeavy, 'one case runs on the emulated adapter; PARSE3D_HEAVY=1 runs both');
    test.setTimeout(600_000);
    const golden = new NnunetCase(name);
    mkdirSync(served(name), { recursive: true });
    for (const [path, content] of await goldenFiles(golden))
      writeFileSync(`${served(name)}/${path}`, content);
    const workbench = new WorkbenchPage(page);
    await workbench.goto(`?pack=nnunet-${name}&backend=${project.name}`, 300_000);
    const buffer = Buffer.from(golden.bytes('input.nii.gz'));
    await workbench.open({ name: 'input.nii.gz', mimeType: 'application/octet-stream', buffer });
    await workbench.showsScan('input.nii.gz');
    await page.getByRole('button', { name: 'What is in this scan?' }).click();
    await expect(workbench.status).toHaveText(/^Found \d+ of \d+ \(/, { timeout: 500_000 });
    const [saved] = await workbench.save('Label map (NIfTI)', 3);
    const { volume } = await openBytes(saved?.name ?? '', saved?.bytes ?? new Uint8Array());
    const wanted = await golden.open('expected_labels_float32_buffers.nii.gz');
    expect(volume.grid.size).toEqual(wanted.grid.size);
    expect(differingOf(volume.data, wanted.data)).toBeLessThanOrEqual(boundOf(wanted.data.length));
  });
}
