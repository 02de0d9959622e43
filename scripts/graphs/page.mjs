/**
 * In a page: runs a pack's three graphs as in-node.mjs does.
 *
 * @param {{ort: string, pack: string, inputs: string, backend: 'wasm' | 'webgpu', threads: number, keepOpen: boolean,
 *   }} given Addresses of folders; whether graphs stay open together.
 * @returns per graph seconds of opening and of one run (of the processor where the page has `processorSeconds`) and bytes of
 *   the WebAssembly heap behind each; and the decoder's outputs.
 */
export async function runGraphs({ ort: folder, pack, inputs, backend, threads, keepOpen }) {
  const heap = watchHeap();
  const ort = await import(`${folder}/ort.webgpu.min.mjs`);
  ort.env.wasm.wasmPaths = `${folder}/`;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  const known = await readInputs(ort, inputs);
  const [measured, open] = [{}, []];
  for (const graph of ['text-encoder', 'image-encoder', 'prompt-decoder']) {
    if (graph === 'text-encoder' && known.text) continue;
    const [session, opened] = await timed(() => openGraph(ort, pack, graph, backend));
    const afterOpening = heap();
    const feeds = Object.fromEntries(session.inputNames.map((name) => [name, known[name]]));
    const [found, ran] = await timed(() => session.run(feeds));
    if (keepOpen) open.push(session);
    else await session.release();
    Object.assign(known, found, { text: known.text ?? found.embedding });
    measured[graph] = { opened, ran, heapOpened: afterOpening, heapRun: heap() };
  }
  const outputs = Object.fromEntries(
    ['maskLogits', 'edgeLogits', 'existenceLogits'].map((name) => [name, [...known[name].data]]),
  );
  return { measured, outputs, isolated: globalThis.crossOriginIsolated };
}

async function openGraph(ort, pack, graph, backend) {
  const model = new Uint8Array(await bytesOf(`${pack}/${graph}.onnx`));
  const path = `${graph}.weights`;
  const externalData = [{ path, data: new Uint8Array(await bytesOf(`${pack}/${path}`)) }];
  // All of the image encoder has to run on the GPU; the others compute a few shapes beside it.
  const only = backend === 'webgpu' && graph === 'image-encoder';
  const extra = only ? { session: { disable_cpu_ep_fallback: '1' } } : {};
  return ort.InferenceSession.create(model, { executionProviders: [backend], externalData, extra });
}

async function readInputs(ort, folder) {
  const listed = await (await fetch(`${folder}/inputs.json`)).json();
  const known = {};
  for (const [name, { type, shape, file }] of Object.entries(listed)) {
    const buffer = await bytesOf(`${folder}/${file}`);
    const values = type === 'int32' ? new Int32Array(buffer) : new Float32Array(buffer);
    known[name] = new ort.Tensor(type, values, shape);
  }
  return known;
}

async function bytesOf(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

async function timed(work) {
  const processor = globalThis.processorSeconds ?? (() => Number.NaN);
  const [before, start] = [await processor(), performance.now()];
  const result = await work();
  const wall = (performance.now() - start) / 1e3;
  return [result, { processor: (await processor()) - before, wall }];
}

/** Bytes of the largest WebAssembly memory made from now on; a heap only grows. */
function watchHeap() {
  const made = [];
  const { Memory } = WebAssembly;
  WebAssembly.Memory = new Proxy(Memory, {
    construct: (target, given) => {
      const memory = new target(...given);
      made.push(memory);
      return memory;
    },
  });
  return () => made.reduce((most, { buffer }) => Math.max(most, buffer.byteLength), 0);
}
