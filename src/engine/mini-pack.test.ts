import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import { readManifest } from '#model/manifest.ts';
import { prompted } from '#model/manifest-kinds.ts';
import { tileRows } from '#model/tile-rows.ts';
import { readPrompts } from '#prompt/read-prompt.ts';
import { tokenize } from '#prompt/tokenize.ts';
import { dice } from '#testing/dice.ts';
import { isHeavy } from '#testing/heavy.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { makePhantom } from '#testing/phantom.ts';
import { GRID_KINDS, type GridKind, phantomGrid } from '#testing/phantom-grid.ts';
import { toVoxel, toWorld, worldBox, worldToVoxel } from '#volume/affine.ts';
import { denseMask } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import type { Grid, Mask, Vec3, Volume, VolumeId, VoxelPoint } from '#volume/types.ts';
import { LocalEngine } from './local-engine.ts';
import type { Tensor } from './runtime.ts';

const PACK = new URL('../../public/models/mini/', import.meta.url);
const GOLDENS = new URL('../testing/fixtures/mini-parity/', import.meta.url);
const bytes = (name: string, folder = GOLDENS) =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(name, folder))));
const json = (name: string, folder = GOLDENS) => JSON.parse(new TextDecoder().decode(bytes(name, folder)));
const manifest = prompted(readManifest(json('manifest.json', PACK)));

/** Sub-voxel phases (P, fz, fy, fx, d, h, w) as mask logits (P, D, H, W). */
function shuffled({ dims, data }: Tensor): Tensor {
  const [p = 1, fz = 1, fy = 1, fx = 1, d = 1, h = 1, w = 1] = dims;
  const [depth, height, width] = [fz * d, fy * h, fx * w];
  const rows = tileRows({ dims, data: data as Float32Array }, [width, height, depth]);
  const logits = new Float32Array(p * depth * height * width);
  for (let row = 0; row < p * depth * height; row++) {
    const prompt = Math.floor(row / (depth * height));
    logits.set(rows.row(prompt, row % height, Math.floor(row / height) % depth), row * width);
  }
  return { dims: [p, depth, height, width], data: logits };
}

/** Twin of `wave` in training/mini/parity.py. */
function wave(shape: readonly [number, number, number]): Tensor {
  const n = shape[0] * shape[1] * shape[2];
  const data = Float32Array.from({ length: n }, (_, i) => Math.sin(0.37 * i) + 0.5 * Math.sin(0.011 * i));
  return { dims: [1, 1, ...shape], data };
}

/** The first rows of the pack's bank: what the decoder is asked with for its first structures. */
function bankRows(count: number): Tensor {
  const { file, width } = manifest.text.bank ?? { file: 'manifest.json', width: 0 };
  const data = new Float32Array(bytes(file, PACK).slice(0, 4 * count * width).buffer);
  return { dims: [count, width], data };
}

async function engine() {
  const local = new LocalEngine({ runtime: nodeRuntime, readFile: readDisk });
  await local.load(new URL('manifest.json', PACK).href);
  return local;
}

async function masks(local: LocalEngine, volume: Volume, text: string) {
  await local.encode(volume);
  const answers = await local.segment(volume.id, readPrompts(text, manifest.structures, manifest.groups));
  return answers.map((answer) => {
    if (answer.kind !== 'found') throw new Error(`${answer.prompt.text}: ${answer.kind}`);
    return answer.mask;
  });
}

describe('the shipped graphs under Node', () => {
  const golden = json('tensors.json');
  const outputs: Record<string, Tensor> = {};

  const open = (
    role: 'imageEncoder' | 'textEncoder' | 'promptDecoder',
    form: 'file' | 'planes' | 'winograd' = 'file',
  ) => {
    const { weights = [], ...spec } = manifest.graphs[role];
    const beside = weights.map((path) => ({ path, data: bytes(path, PACK) }));
    return nodeRuntime.open(bytes(spec[form] ?? '', PACK), 'cpu', beside);
  };

  beforeAll(async () => {
    const [image, text, decoder] = await Promise.all([
      open('imageEncoder'),
      open('textEncoder'),
      open('promptDecoder'),
    ]);
    const { maxTokens } = manifest.text.tokenizer;
    const tokens: Tensor = {
      dims: [golden.texts.length, maxTokens],
      data: Int32Array.from(golden.tokens.flat()),
    };
    Object.assign(outputs, await image.run({ image: wave(golden.shape) }), await text.run({ tokens }));
    const { features, context } = outputs;
    if (!features || !context) throw new Error('an output is missing');
    const { maskPhases, ...rest } = await decoder.run({ features, context, text: bankRows(2) });
    if (!maskPhases) throw new Error('the phases are missing');
    Object.assign(outputs, rest, { maskLogits: shuffled(maskPhases) });
  });

  // Float32 sums in another order through 16 InstanceNorms: 2e-3 of the largest value, as in training/tests.
  test.each(Object.keys(golden.outputs))('%s is what PyTorch computes', (name) => {
    const { shape, at, values } = golden.outputs[name];
    const got = outputs[name];
    expect(got?.dims).toEqual(shape);
    const scale = Math.max(1, ...values.map(Math.abs));
    const worst = Math.max(...at.map((n: number, i: number) => Math.abs((got?.data[n] ?? 0) - values[i])));
    expect(worst).toBeLessThan(2e-3 * scale);
  });

  // Windows of all shapes that the engine makes: the stride halves them, and a kernel reaches beyond the ends of the smallest.
  test.each([
    [16, 16, 16],
    [32, 16, 48],
    [32, 32, 16],
  ] as const)('the encoder in its other forms gives for %i × %i × %i what its own does', async (...size) => {
    const image = wave(size);
    const wanted = await (await open('imageEncoder')).run({ image });
    // Float32 sums in another order through 15 InstanceNorms, at the deepest level of a voxel or two; of fewer products, of larger numbers.
    for (const [form, tolerance] of [
      ['planes', 3e-5],
      ['winograd', 2e-4],
    ] as const) {
      const found = await (await open('imageEncoder', form)).run({ image });
      for (const name of ['features', 'context']) {
        const [values, others] = [Array.from(wanted[name]?.data ?? []), found[name]];
        expect(others?.dims, form).toEqual(wanted[name]?.dims);
        const largest = Math.max(...values.map(Math.abs));
        const worst = Math.max(
          ...values.map((value, n) => Math.abs(value - (others?.data[n] ?? Number.NaN))),
        );
        expect(worst / largest, `${form} ${name}`).toBeLessThan(tolerance);
      }
    }
  });

  test('the tokenizer reads the golden texts as Python does', () => {
    expect([...tokenize(golden.texts, manifest.text.tokenizer)]).toEqual(golden.tokens.flat());
  });
});

test('from file to mask, the engine agrees with scipy and PyTorch', async () => {
  const { volume } = await openBytes('image.nii.gz', bytes('image.nii.gz'));
  const names = ['liver', 'spleen', 'kidney_left', 'kidney_right'];
  const got = await masks(await engine(), volume, 'liver, spleen, left kidney, right kidney');
  for (const [n, name] of names.entries()) {
    const want = (await openBytes(name, bytes(`${name}.nii.gz`))).volume.data;
    // A handful of voxels lie within float32 rounding of the threshold.
    const mask = got[n];
    if (!mask) throw new Error('a mask is missing');
    expect(dice(denseMask(mask), want), name).toBeGreaterThan(0.998);
  }
});

// Without a bank each wording has an embedding of its own.
test.runIf(manifest.text.bank)('ten wordings of one structure give one mask', async () => {
  const { volume } = await openBytes('image.nii.gz', bytes('image.nii.gz'));
  const local = await engine();
  const wordings = [
    ...['liver', 'the liver please', 'LIVER', 'Leber', 'foie', '肝脏', 'hepar'],
    ...['segment the liver in abdomen CT', 'livver', 'lievr'],
  ];
  const [first, ...others] = await Promise.all(wordings.map(async (text) => masks(local, volume, text)));
  for (const [n, other] of others.entries()) {
    expect(
      other.map(({ data }) => data),
      wordings[n + 1],
    ).toEqual(first?.map(({ data }) => data));
  }
});

const SPACING_MM = 2.5;
const THICK_MM = [1.5, 1.5, 5] as const;

/** The plain grid's volume cut to what `grid` sees of the patient: air outside, so that the storage alone differs. */
function plainView(grid: Grid, spacingMm: number | Vec3 = SPACING_MM): Volume {
  const { from, to } = worldBox(grid);
  const plain = phantomGrid('ras', spacingMm, { from, to });
  const { volume } = makePhantom({ seed: 7, grid: plain, noiseHu: 0 });
  const inverse = worldToVoxel(grid);
  const [nx, ny] = plain.size;
  const data = volume.data.map((value, n) => {
    const voxel: VoxelPoint = [n % nx, Math.floor(n / nx) % ny, Math.floor(n / (nx * ny))];
    const seen = toVoxel(inverse, toWorld(plain.voxelToWorld, voxel));
    return seen.every((at, axis) => at >= -0.5 && at <= (grid.size[axis] ?? 0) - 0.5) ? value : -1024;
  });
  return { ...volume, data };
}

/** Tilted corners and slices of 5 mm are other images of the patient, so each is compared with the same image, stored plainly. */
const OTHER_VIEWS: Partial<Record<GridKind, (grid: Grid) => Volume>> = {
  oblique: (grid) => plainView(grid),
  anisotropic: (grid) => plainView(grid, THICK_MM),
};

/** One that is turned; `PARSE3D_HEAVY=1` adds the others, whose resampling src/model/body-box.test.ts and the engine's own tests see. */
const KINDS: readonly GridKind[] = isHeavy ? GRID_KINDS : ['oblique'];

// Without noise, which every grid draws anew: what differs is how the same view of the same patient is stored.
describe('the same patient on other grids', () => {
  const ORGANS = { liver: 6, spleen: 1, 'right kidney': 2, 'left kidney': 3 } as const;
  const prompts = Object.keys(ORGANS).join(', ');
  const seen = new Map<string, { mask: Mask; plain: Mask; truth: Uint8Array }[]>();

  beforeAll(async () => {
    const local = await engine();
    const named = (volume: Volume, name: string) => ({ ...volume, id: name as VolumeId });
    const upright = KINDS.every((kind) => OTHER_VIEWS[kind])
      ? []
      : await masks(local, named(plainView(phantomGrid('ras', SPACING_MM)), 'plain'), prompts);
    for (const kind of KINDS) {
      const { volume, labels } = makePhantom({
        seed: 7,
        grid: phantomGrid(kind, kind === 'anisotropic' ? THICK_MM : SPACING_MM),
        noiseHu: 0,
      });
      const got = await masks(local, named(volume, kind), prompts);
      const view = OTHER_VIEWS[kind]?.(volume.grid);
      const plain = view ? await masks(local, named(view, `${kind}, plain`), prompts) : upright;
      const rows = Object.values(ORGANS).map((id, n) => {
        const [mask, reference] = [got[n], plain[n]];
        if (!mask || !reference) throw new Error('a mask is missing');
        return { mask, plain: reference, truth: labels.map((label) => (label === id ? 1 : 0)) };
      });
      seen.set(kind, rows);
    }
  }, 400_000);

  test.each(KINDS)('%s: Mini finds liver, spleen and kidneys where they are', (kind) => {
    expect(seen.get(kind)).toHaveLength(4);
    for (const { mask, truth } of seen.get(kind) ?? [])
      expect(dice(denseMask(mask), truth)).toBeGreaterThan(0.85);
  });

  test.each(KINDS)('%s: the same millimetres as on the plain grid', (kind) => {
    for (const row of seen.get(kind) ?? []) {
      const [mask, plain] = [measure(row.mask), measure(row.plain)];
      const [a, b] = [mask.centroid ?? [0, 0, 0], plain.centroid ?? [0, 0, 0]];
      expect(Math.abs(mask.volumeMl / plain.volumeMl - 1)).toBeLessThan(0.02);
      expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeLessThan(1);
    }
  });
});
