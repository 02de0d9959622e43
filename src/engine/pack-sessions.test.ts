import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import { ENSEMBLE } from '#testing/nnunet-ball.ts';
import { openPack, type Pack } from './pack-files.ts';
import { openSessions } from './pack-sessions.ts';
import type { Runtime } from './runtime.ts';

/** A pack of two folds whose first is there in another form too: here, the second one's file. */
async function packOfTwoForms(form: 'planes' | 'winograd'): Promise<Pack> {
  const pack = await openPack(ENSEMBLE, readDisk);
  const { imageEncoder, ...rest } = pack.manifest.graphs;
  const graphs = { ...rest, imageEncoder: { ...imageEncoder, [form]: 'fold-1.onnx' } };
  const bytes = { 'fold-0.onnx': Uint8Array.of(0), 'fold-1.onnx': Uint8Array.of(1) };
  const read = async (path: string) => bytes[path as keyof typeof bytes];
  return { manifest: { ...pack.manifest, graphs }, files: Object.assign(pack.files, { read }) };
}

test('a graph is opened in the form for its device or in the one that is asked for, else as it is', async () => {
  const session = await nodeRuntime.open(await bytesOfFold(), 'cpu');
  for (const [there, backend, name, form, opened] of [
    ['planes', 'webgpu', 'nvidia hopper', undefined, [1, 1]],
    ['planes', 'webgpu', 'nvidia hopper', 'file', [0, 1]],
    ['planes', 'webgpu', 'google swiftshader', undefined, [0, 1]],
    ['planes', 'wasm', 'WebAssembly', undefined, [0, 1]],
    ['planes', 'cpu', 'onnxruntime-node', undefined, [0, 1]],
    ['planes', 'cpu', 'onnxruntime-node', 'planes', [1, 1]],
    ['winograd', 'webgpu', 'nvidia hopper', undefined, [0, 1]],
    ['winograd', 'webgpu', 'google swiftshader', undefined, [0, 1]],
    ['winograd', 'wasm', 'WebAssembly', undefined, [1, 1]],
    ['winograd', 'cpu', 'onnxruntime-node', undefined, [1, 1]],
    ['winograd', 'cpu', 'onnxruntime-node', 'file', [0, 1]],
  ] as const) {
    const seen: number[] = [];
    const open: Runtime['open'] = async (graph) => {
      seen.push(graph[0] ?? -1);
      return session;
    };
    const device = { backend, name };
    const pack = await packOfTwoForms(there);
    await openSessions(pack, { ...nodeRuntime, open }, device, { ...(form && { form }) });
    expect(seen).toEqual(opened);
  }
});

async function bytesOfFold() {
  const { files } = await openPack(ENSEMBLE, readDisk);
  return (await files.read('fold-0.onnx')) as Uint8Array<ArrayBuffer>;
}
