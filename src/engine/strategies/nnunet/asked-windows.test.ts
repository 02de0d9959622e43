import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { PartialMask, Segmentation, SegmentOptions } from '#engine/engine.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import type { ReadFile } from '#engine/pack-files.ts';
import type { Runtime, Tensors } from '#engine/runtime.ts';
import type { Prompt } from '#model/prompt.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { isHeavy } from '#testing/heavy.ts';
import { AROUND, ENSEMBLE, INNER, maskOf, SHELL, ZENITH } from '#testing/nnunet-ball.ts';
import { toWorld } from '#volume/affine.ts';
import { boxSize, intersection } from '#volume/boxes.ts';
import { denseMask } from '#volume/mask.ts';
import { regionOfVoxels } from '#volume/region.ts';
import type { Grid, Vec3, Volume } from '#volume/types.ts';

const PLAIN = BALL_GRIDS['along the patient'] as Grid;

/** The ball in a scan longer along each axis, by shares of its own grid before and behind it, on a ground that is not cropped off. */
function roomyVolume({ size, voxelToWorld: m }: Grid, before = 0.5, behind = 0.1): Volume {
  const [a, b, c] = size.map((n) => -Math.round(n * before)) as [number, number, number];
  const [x, y, z] = toWorld(m, [a, b, c]);
  const voxelToWorld: Grid['voxelToWorld'] = [m[0], m[1], m[2], x, m[4], m[5], m[6], y, m[8], m[9], m[10], z];
  const longer = size.map((n) => Math.round((1 + before + behind) * n)) as unknown as Vec3;
  const volume = ballVolume({ size: longer, voxelToWorld });
  return { ...volume, data: (volume.data as Int16Array).map((value) => value + 4) };
}

/** The pack, which says that each structure is of one piece. */
const onePiece: ReadFile = async (url, ...rest) => {
  const content = await readDisk(url, ...rest);
  if (!url.endsWith('manifest.json') || content instanceof Blob) return content;
  const manifest = JSON.parse(new TextDecoder().decode(content));
  manifest.input.tiling.onePiece = true;
  return new TextEncoder().encode(JSON.stringify(manifest));
};

interface Watched {
  readonly runtime: Runtime;
  /** Runs of a network so far. */
  readonly runs: () => number;
}

function watched(change: (features: Float32Array, run: number) => void = () => undefined): Watched {
  let runs = 0;
  const open: Runtime['open'] = async (...given) => {
    const session = await nodeRuntime.open(...given);
    const run = async (feeds: Tensors) => {
      const results = await session.run(feeds);
      const { features } = results;
      if (feeds['image'] && features?.data instanceof Float32Array) change(features.data, runs++);
      return results;
    };
    return { ...session, run };
  };
  return { runtime: { ...nodeRuntime, open }, runs: () => runs };
}

async function engineWith(manifest: string, readFile: ReadFile, { runtime, runs }: Watched = watched()) {
  const engine = new LocalEngine({ runtime, readFile });
  await engine.load(manifest);
  const ask = async (volume: Volume, prompts: readonly Prompt[], options: SegmentOptions) => {
    await engine.encode(volume, options);
    return engine.segment(volume.id, prompts, { components: 'all', ...options });
  };
  return { engine, ask, runs };
}

const ASKED: SegmentOptions = { windows: { reach: 'asked' } };

function inside(answer: Segmentation | undefined): Uint8Array {
  return denseMask(maskOf(answer));
}

const packs = [
  ['an ensemble on a grid of its own', ENSEMBLE],
  ['TotalSegmentator’s way to 3 mm', AROUND],
] as const;
const cases = packs.flatMap(([pack, manifest]) =>
  Object.entries(BALL_GRIDS)
    // The same on further grids, for seconds each.
    .filter(([name]) => isHeavy || name === (manifest === AROUND ? 'flipped and anisotropic' : 'oblique'))
    .map(([name, grid]) => [pack, name, manifest, grid] as const),
);

test.each(cases)(
  '%s, stored %s: of fewer windows, the same voxels as of all',
  async (_p, _n, manifest, grid) => {
    for (const [before, behind] of manifest === AROUND
      ? [
          [0.6, 0.1],
          [0.1, 0.6],
        ]
      : [[0.5, 0.1]]) {
      const volume = roomyVolume(grid, before, behind);
      const all = await (await engineWith(manifest, readDisk)).ask(volume, [INNER, SHELL], {});
      const some = await (await engineWith(manifest, onePiece)).ask(volume, [INNER, SHELL], ASKED);
      for (const [n, answer] of some.entries()) {
        expect(Buffer.compare(inside(answer), inside(all[n]))).toBe(0);
        expect(answer.windows?.run).toBeLessThan(0.8 * (answer.windows?.of ?? 0));
        expect(all[n]?.windows).toMatchObject({ run: answer.windows?.of, of: answer.windows?.of });
        const { box } = answer.kind === 'found' ? answer.measurement : {};
        // What is said to have been looked at holds all that was found, and is not the whole scan.
        expect(box && answer.region && intersection(box, answer.region.voxels)).toEqual(box);
        expect(answer.region && boxSize(answer.region.voxels)).not.toEqual(volume.grid.size);
      }
    }
  },
);

test('where a coarse look sees less than there is, more windows are run until the mask ends before what is known', async () => {
  let isCoarse = true;
  /** The look sees two slices of the sixteen of each window. */
  const blind = watched((features) => {
    const slice = features.length / 16;
    for (let n = 0; n < features.length && isCoarse; n++) {
      if (n < 7 * slice || n >= 9 * slice) features[n] = 0;
    }
  });
  const volume = roomyVolume(PLAIN);
  const { ask } = await engineWith(AROUND, onePiece, blind);
  const shown: PartialMask[] = [];
  const [answer] = await ask(volume, [INNER], {
    ...ASKED,
    onPartial: (each) => void shown.push(each),
    onProgress: ({ stage }) => {
      isCoarse &&= stage !== 'encode';
    },
  });
  const [all] = await (await engineWith(AROUND, readDisk)).ask(volume, [INNER], {});
  const whole = inside(all);
  expect(Buffer.compare(inside(answer), whole)).toBe(0);
  expect(answer?.windows?.run).toBeLessThan(answer?.windows?.of ?? 0);
  expect(shown.length).toBeGreaterThan(0);
  for (const { prompt, mask } of shown) {
    expect(prompt).toBe(0);
    expect(denseMask(mask).some((voxel, n) => voxel === 1 && whole[n] === 0)).toBe(false);
  }
});

test('what no window has is not found, and all were run to say so', async () => {
  const volume = roomyVolume(PLAIN);
  const { ask } = await engineWith(ENSEMBLE, onePiece);
  const [answer] = await ask(volume, [ZENITH], ASKED);
  expect(answer).toMatchObject({ kind: 'not-found', reason: 'too-little' });
  expect(answer?.windows?.run).toBe(answer?.windows?.of);
  expect(answer?.region).toBeUndefined();
});

test('what a coarse look alone has seen is not found, and all were run to say so', async () => {
  let isCoarse = true;
  const seeing = watched((features) => {
    if (isCoarse) features.fill(5, Math.floor(features.length / 2), Math.floor(features.length / 2) + 2);
  });
  const { ask } = await engineWith(AROUND, onePiece, seeing);
  const windows: number[] = [];
  const [answer] = await ask(roomyVolume(PLAIN), [ZENITH], {
    ...ASKED,
    onProgress: ({ stage, total }) => {
      isCoarse &&= stage !== 'encode';
      if (stage === 'encode') windows.push(total);
    },
  });
  expect(answer).toMatchObject({ kind: 'not-found' });
  expect(answer?.windows?.run).toBe(answer?.windows?.of);
  expect(answer?.region).toBeUndefined();
  // It was looked at where it seemed to be, first.
  expect(windows[0]).toBeLessThan(answer?.windows?.of ?? 0);
});

test('a further prompt in the same place runs nothing; what is in the whole scan runs all', async () => {
  const volume = roomyVolume(PLAIN);
  const { ask, runs } = await engineWith(AROUND, onePiece);
  await ask(volume, [SHELL], ASKED);
  const first = runs();
  const [inner] = await ask(volume, [INNER], ASKED);
  expect(runs()).toBe(first);
  const [whole] = await ask(volume, [INNER], { windows: { reach: 'all' } });
  expect(runs() - first).toBe(whole?.windows?.of);
  expect(whole?.region).toBeUndefined();
  expect(Buffer.compare(inside(inner), inside(whole))).toBe(0);
  // And then there is nothing left to be run.
  const after = runs();
  const [again] = await ask(volume, [SHELL], ASKED);
  expect(runs()).toBe(after);
  expect(again?.region).toBeUndefined();
});

test('of a pack that does not say so, every window is run', async () => {
  const { ask } = await engineWith(AROUND, readDisk);
  const [answer] = await ask(roomyVolume(PLAIN), [INNER], ASKED);
  expect(answer?.windows?.run).toBe(answer?.windows?.of);
  expect(answer?.region).toBeUndefined();
});

test('in a box that was asked about, it is as of all windows there', async () => {
  const volume = roomyVolume(PLAIN);
  const region = regionOfVoxels(volume.grid, { from: [20, 20, 20], to: [100, 100, 72] });
  const [all] = await (await engineWith(AROUND, readDisk)).ask(volume, [INNER], { region });
  const [some] = await (await engineWith(AROUND, onePiece)).ask(volume, [INNER], { ...ASKED, region });
  expect(Buffer.compare(inside(some), inside(all))).toBe(0);
});

test('a cancelled look leaves nothing behind, and the next one is whole', async () => {
  const volume = roomyVolume(PLAIN);
  const { ask } = await engineWith(AROUND, onePiece);
  const stop = new AbortController();
  let heard = 0;
  const onProgress = ({ stage }: { readonly stage: string }) => {
    if (stage === 'encode' && ++heard === 2) stop.abort(new Error('stop'));
  };
  await expect(ask(volume, [INNER], { ...ASKED, signal: stop.signal, onProgress })).rejects.toThrow('stop');
  const [answer] = await ask(volume, [INNER], ASKED);
  const [all] = await (await engineWith(AROUND, readDisk)).ask(volume, [INNER], {});
  expect(Buffer.compare(inside(answer), inside(all))).toBe(0);
});
