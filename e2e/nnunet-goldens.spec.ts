import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { runAt } from '#cli/node-runtime.ts';
import { convertNnunet } from '#convert/nnunet/convert-nnunet.ts';
import { inspectNnunet } from '#convert/nnunet/inspect.ts';
import { filesOf } from '#convert/nnunet/release.ts';
import { blobSource } from '#convert/source.ts';
import { differingOf } from '#testing/differences.ts';
import { isHeavy } from '#testing/heavy.ts';
import { memorySink } from '#testing/memory-sink.ts';
import { hasNnunetCases, NnunetCase } from '#testing/nnunet-cases.ts';
import { goldenFiles } from '#testing/nnunet-pack.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { serveFolders } from './serve-folders.ts';
import { WorkbenchPage } from './workbench.ts';

const served = (name: string) => fileURLToPath(new URL(`../dist/models/nnunet-${name}`, import.meta.url));
/** nnU-Net alone, and TotalSegmentator with what it does before and after, which Node is held to; only the first is in every checkout. */
const CASES = ['ct_plain', ...(isHeavy && hasNnunetCases ? ['totalseg_pipeline'] : [])];
/** ../shared/nnunet/README.md, Tolerances. */
const boundOf = (voxels: number) => Math.max(3, (3 / 100_000) * voxels);

test.afterAll(() => {
  for (const name of CASES) rmSync(served(name), { recursive: true, force: true });
});

// Runs on WASM and on WebGPU: against the file that nnU-Net itself wrote.
for (const name of CASES) {
  test(`the label map of ${name} that the page saves is nnU-Net’s`, async ({ page }, { project }) => {
    const isEmulated = project.name === 'webgpu';
    test.skip(isEmulated && !isHeavy, 'minutes on the emulated adapter: PARSE3D_HEAVY=1 runs them');
    test.setTimeout(isEmulated ? 1_500_000 : 600_000);
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
    await expect(workbench.status).toHaveText(/^Found \d+ of \d+ \(/, {
      timeout: isEmulated ? 1_400_000 : 500_000,
    });
    const [saved] = await workbench.save('Label map (NIfTI)', 3);
    const { volume } = await openBytes(saved?.name ?? '', saved?.bytes ?? new Uint8Array());
    const wanted = await golden.open('expected_labels_float32_buffers.nii.gz');
    expect(volume.grid.size).toEqual(wanted.grid.size);
    expect(differingOf(volume.data, wanted.data)).toBeLessThanOrEqual(boundOf(wanted.data.length));
  });
}

/**
 * Networks of one small patch, one plain and one residual, of kernels, strides and channels that the planner never combines: a few
 * of their convolutions over planes would be of numbers of channels that onnxruntime misreads on WebGPU (plane-convolution.ts).
 */
const ODD = { odd_plain: [4, 9, 8], odd_residual: [4, 6, 8] } as const;
const MINI = new URL('../public/models/mini/', import.meta.url);
const MINI_WINDOW = [16, 16, 16];

interface Net {
  /** Its file's name in the folder, without an ending. */
  readonly graph: string;
  readonly size: readonly number[];
  readonly patch: Uint8Array;
}

async function oddNet(name: keyof typeof ODD, folder: string): Promise<Net> {
  const fixture = new URL(`../src/testing/fixtures/nnunet/${name}/`, import.meta.url);
  const files = ['checkpoint_final.pth', 'plans.json', 'dataset.json'].map((path) =>
    blobSource(path, new Blob([readFileSync(new URL(path, fixture))])),
  );
  const sink = memorySink();
  await convertNnunet(await inspectNnunet(name, await filesOf(files)), 'float32', sink);
  for (const [path, content] of sink.files) writeFileSync(join(folder, path), content);
  return { graph: 'network-0', size: ODD[name], patch: readFileSync(new URL('patch.f32', fixture)) };
}

/** Mini's encoder, as it ships. */
async function miniNet(folder: string): Promise<Net> {
  const graph = 'image-encoder';
  for (const ending of ['onnx', 'planes.onnx', 'weights'])
    copyFileSync(new URL(`${graph}.${ending}`, MINI), join(folder, `${graph}.${ending}`));
  const image = Float32Array.from({ length: 16 ** 3 }, (_, n) => Math.sin(0.37 * n));
  return { graph, size: MINI_WINDOW, patch: new Uint8Array(image.buffer) };
}

const NETS = {
  odd_plain: (folder: string) => oddNet('odd_plain', folder),
  odd_residual: (folder: string) => oddNet('odd_residual', folder),
  mini: miniNet,
};

// Runs on WASM and on WebGPU: against the same network over volumes in Node, whose numbers other tests compare with PyTorch's.
for (const [name, lay] of Object.entries(NETS)) {
  test(`the graph over planes of ${name} gives the features of the one over volumes`, async ({
    page,
  }, info) => {
    // Mini's is what reference-masks.spec.ts is answered with on WebGPU.
    const isFirst = name === 'odd_plain' && info.project.name === 'webgpu';
    test.skip(!isFirst && !isHeavy, 'WebGPU is what runs this form: PARSE3D_HEAVY=1 runs the rest');
    const folder = mkdtempSync(join(tmpdir(), 'parse3d-planes-'));
    const { graph, size, patch } = await lay(folder);
    writeFileSync(join(folder, 'patch.f32'), patch);
    const dims = [1, 1, ...size];
    const data = new Float32Array(new Uint8Array(patch).buffer);
    const wanted = await runAt(join(folder, `${graph}.onnx`), { image: { dims, data } });
    const ort = fileURLToPath(new URL('../node_modules/onnxruntime-web/dist', import.meta.url));
    const server = await serveFolders({ pack: folder, ort });
    try {
      await page.goto(server.origin);
      const found = await features(page, info.project.name, dims, graph);
      const values = wanted['features']?.data as Float32Array;
      expect(found).toHaveLength(values.length);
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      // float32 sums in another order through fifteen norms: of up to 75 products, Mini's of up to 8208.
      found.forEach((value, n) => {
        expect(Math.abs(value - (values[n] ?? Number.NaN))).toBeLessThan(1e-4 * largest);
      });
    } finally {
      server.close();
      rmSync(folder, { recursive: true });
    }
  });
}

/** What a graph over planes makes of the patch, in a page of onnxruntime alone. */
function features(page: Page, backend: string, dims: readonly number[], graph: string): Promise<number[]> {
  return page.evaluate(
    async (given) => {
      const module = '/ort/ort.webgpu.min.mjs';
      const { InferenceSession, Tensor, env } = await import(module);
      Object.assign(env.wasm, { wasmPaths: '/ort/', numThreads: 1 });
      const read = async (path: string) => (await fetch(`/pack/${path}`)).arrayBuffer();
      const path = `${given.graph}.weights`;
      const session = await InferenceSession.create(
        new Uint8Array(await read(`${given.graph}.planes.onnx`)),
        {
          executionProviders: [given.backend],
          externalData: [{ path, data: new Uint8Array(await read(path)) }],
          // All of it is to run there; Mini's, which takes windows of any size, computes shapes beside it.
          ...(given.backend === 'webgpu' &&
            given.graph === 'network-0' && { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
        },
      );
      const image = new Tensor('float32', new Float32Array(await read('patch.f32')), given.dims);
      return [...(await session.run({ image })).features.data];
    },
    { backend, dims, graph },
  );
}
