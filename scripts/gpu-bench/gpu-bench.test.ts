import { expect, test } from 'vitest';
import { NETS, open } from './nets.ts';
import { readGraph, writeGraph } from './onnx.ts';
import { type Line, runNet } from './run-net.ts';
import { isDeep, toHalf, toPlanes } from './transforms.ts';
import { FULL, TINY, unet } from './unet.ts';

async function lines(provider: string, net = 'unet'): Promise<readonly Line[]> {
  const told: Line[] = [];
  const variants = ['float32 planes', 'float16 native', 'float16 planes'] as const;
  const asked = { net, variants, provider, isTiny: true, until: Date.now() + 60_000 };
  await runNet(asked, (line) => told.push(line));
  return told;
}

test('3D convolutions written as 2D ones give what they gave, strides and edges included, but for rounding', async () => {
  const { graph } = unet(TINY);
  const planes = toPlanes(graph);
  const kernels = planes.nodes.filter(({ operation }) => operation === 'Conv');
  expect(kernels).toHaveLength(graph.nodes.filter(({ operation }) => operation === 'Conv').length);
  const [wide, half] = await lines('cpu');
  // float32 sums in another order through 22 normalised layers.
  expect(wide?.['ofLargest']).toBeLessThan(1e-5);
  expect(half?.['ofLargest']).toBeLessThan(0.02);
  expect(half?.['ofLargest']).toBeGreaterThan(1e-5);
});

test('Mini’s graphs, whose weights are whole numbers, run in every variant', async () => {
  const net = await NETS['mini-encoder']?.(true);
  expect(net && isDeep(net.graph)).toBe(true);
  expect(net && isDeep(toPlanes(net.graph))).toBe(false);
  const [wide, ...halves] = await lines('cpu', 'mini-encoder');
  // float32 sums in another order through 16 normalised layers, on a grid whose deepest level is one voxel.
  expect(wide?.['ofLargest']).toBeLessThan(1e-5);
  expect(halves).toHaveLength(2);
  for (const half of halves) {
    expect(half['ofLargest']).toBeLessThan(0.02);
    expect(half['ofLargest']).toBeGreaterThan(1e-5);
  }
});

test('a variant that cannot run costs no other one', async () => {
  const told = await lines('nowhere');
  expect(told.map(({ variant }) => variant)).toEqual(['float32 planes', 'float16 native', 'float16 planes']);
  for (const { error } of told) expect(error).toContain('nowhere');
});

test('a graph is the same after it was written and read', () => {
  const bytes = writeGraph(unet(TINY).graph);
  expect(Buffer.from(writeGraph(readGraph(bytes))).equals(bytes)).toBe(true);
});

test('a graph in float16 takes and gives float32', async () => {
  const session = await open(toHalf(unet(TINY).graph), [], ['cpu']);
  const types = [...session.inputMetadata, ...session.outputMetadata].map(
    (each) => each.isTensor && each.type,
  );
  await session.release();
  expect(types).toEqual(['float32', 'float32']);
});

test('the full network has as many operations as its original: 744 GFLOP for a patch', () => {
  expect(unet(FULL).gflop).toBeCloseTo(744.3, 1);
});
