/**
 * node scripts/graphs/in-node.mjs PACK INPUTS OUT THREADS
 *
 * Runs a pack's three graphs one after the other with the arrays of INPUTS (`inputs.json`: name → {type, shape, file}),
 * writes what the prompt decoder gives to OUT and prints, as JSON, per graph the processor and wall seconds of opening and
 * of one run, and the process's largest memory so far.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';

// Else it tells its makers of each session.
process.env.ORT_DISABLE_TELEMETRY = '1';

const GRAPHS = ['text-encoder', 'image-encoder', 'prompt-decoder'];
const [pack, inputs, out, threads] = process.argv.slice(2);
const known = readInputs();
const measured = {};

for (const graph of GRAPHS) {
  const options = { executionProviders: ['cpu'], intraOpNumThreads: Number(threads), logSeverityLevel: 3 };
  const [session, opened] = await timed(() => InferenceSession.create(join(pack, `${graph}.onnx`), options));
  const feeds = Object.fromEntries(session.inputNames.map((name) => [name, known[name]]));
  const [found, ran] = await timed(() => session.run(feeds));
  await session.release();
  Object.assign(known, found, { text: known.text ?? found.embedding });
  measured[graph] = { opened, ran, peakBytes: peakBytes() };
}
for (const name of ['maskLogits', 'existenceLogits']) {
  writeFileSync(join(out, `${name}.bin`), new Uint8Array(known[name].data.buffer));
}
process.stdout.write(`${JSON.stringify(measured)}\n`);

function readInputs() {
  const listed = JSON.parse(readFileSync(join(inputs, 'inputs.json'), 'utf8'));
  return Object.fromEntries(
    Object.entries(listed).map(([name, { type, shape, file }]) => {
      const { buffer } = new Uint8Array(readFileSync(join(inputs, file)));
      const values = type === 'int32' ? new Int32Array(buffer) : new Float32Array(buffer);
      return [name, new Tensor(type, values, shape)];
    }),
  );
}

async function timed(work) {
  const [before, start] = [process.cpuUsage(), performance.now()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [result, { processor: (user + system) / 1e6, wall: (performance.now() - start) / 1e3 }];
}

/** Of the whole process, as Linux counts it; 0 elsewhere. */
function peakBytes() {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
