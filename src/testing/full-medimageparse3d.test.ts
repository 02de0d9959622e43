import { expect, test } from 'vitest';
import { readLayout } from '#convert/layout.ts';
import { decoderStages } from './decoder-stages.ts';
import { fullRecipe } from './full-medimageparse3d.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { levelNames, pixelStages } from './pixel-stages.ts';

async function graphOf(name: string): Promise<OnnxGraph> {
  return new OnnxGraph(await fullRecipe().copy(`${name}.onnx`));
}

test('the converter takes the layout of float32 weights, of which the graphs read 371.6 million', () => {
  const { files } = readLayout(fullRecipe().layout);
  const bytes = files.flatMap(({ tensors }) => tensors.map((tensor) => tensor.bytes));
  expect(Math.round(bytes.reduce((sum, each) => sum + each, 0) / 4e5)).toBe(3716);
});

test('the goldens’ stages are values of the graphs that ship', async () => {
  const encoder = await graphOf('image-encoder');
  const stages = Object.values(pixelStages(encoder, levelNames(512)));
  expect(new Set(stages).size).toBe(10);
  const { queries, embedded, seen } = decoderStages(await graphOf('prompt-decoder'));
  expect([queries, embedded, seen].map((names) => new Set(names).size)).toEqual([10, 10, 9]);
});

test('a cut graph keeps the nodes between the inputs and outputs that it is given', async () => {
  const encoder = await graphOf('image-encoder');
  const { y16 = '', encoder_out: before = '' } = pixelStages(encoder, levelNames(512));
  const cut = new OnnxGraph(encoder.cut([y16], { [before]: [1, 512, 16, 16] }));
  expect(cut.outputNames()).toEqual([y16]);
  expect(cut.nodes.map(({ operation }) => operation).filter((name) => name === 'Conv')).toHaveLength(1);
  expect(cut.nodes.some(({ outputs }) => outputs.includes(before))).toBe(false);
});
