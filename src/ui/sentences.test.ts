import { expect, test } from 'vitest';
import { openVolume } from '#commands/open-volume.ts';
import { segment } from '#commands/segment.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import { jobSentence } from './model-manager/job-sentence.ts';
import { verdictSentence } from './model-manager/verdict-sentence.ts';
import { deviceName, deviceReason } from './model-status/device-sentence.ts';
import { answerSentence } from './prompt-bar/answer-sentence.ts';
import { stageSentence } from './prompt-bar/stage-sentence.ts';

async function answered(text: string, engine = new FakeEngine(), file = scanFile()): Promise<string> {
  const { app, state } = fakeApp(engine);
  await openVolume(app, file);
  await segment(app, text);
  const { latest, findings } = state();
  return answerSentence(latest && { ...latest, milliseconds: 20_400 }, findings);
}

test.each([
  ['liver', 'Found liver, 0.29 mL (20 s)'],
  ['livre', 'Not understood, so nothing was looked for'],
  ['liver, teapot', 'Found liver, 0.29 mL (20 s)'],
  ['liver, spleen, teapot', 'Found 2 of 2 (20 s)'],
])('the answer to “%s” is told as “%s”', async (text, sentence) => {
  expect(await answered(text)).toBe(sentence);
});

test('of a scan that the model does not know it is not said that nothing was found', async () => {
  const engine = new FakeEngine();
  engine.unknown = 'unlike';
  expect(await answered('liver, spleen', engine)).toBe('Not answered');
});

test('what was looked for and is not there is not found', async () => {
  // Nowhere above zero, which is where this engine finds things.
  const empty = scanFile(
    'scan.nii',
    Int16Array.from({ length: 24 }, (_, n) => -500 - n),
  );
  expect(await answered('liver', new FakeEngine(), empty)).toBe('Found nothing (20 s)');
});

test('nothing is told before the first answer, nor of findings that have been deleted', () => {
  expect(answerSentence(undefined, [])).toBe('');
  const gone = fakeApp().state().findings;
  expect(answerSentence({ findings: [], milliseconds: 1, isEverything: false }, gone)).toBe('');
});

test('units are counted from one as the work on them begins, and never beyond the last', () => {
  expect(stageSentence({ stage: 'encode', done: 0, total: 4 })).toBe('Looking at the scan, part 1 of 4');
  expect(stageSentence({ stage: 'slice', done: 40, total: 40 })).toBe('Outlining, slice 40 of 40');
  expect(stageSentence({ stage: 'download', done: 2.04e6, total: 7.75e6 })).toBe(
    'Downloading the model, 2.0 MB of 7.8 MB',
  );
  expect(stageSentence({ stage: 'draw' })).toBe('Drawing…');
  expect(stageSentence(undefined)).toBe('Starting…');
});

test('a job tells its step, and how long that will take once it is known', () => {
  const job = { kind: 'convert', title: 'Micro', since: { milliseconds: 0, done: 0 } } as const;
  const progress = { stage: 'write', done: 12e6, total: 746e6 } as const;
  const at = (isPaused: boolean, millisecondsLeft: number | undefined) =>
    jobSentence({ ...job, progress, isPaused, millisecondsLeft });
  expect(at(false, undefined)).toBe('Writing the pack: 12 MB of 746 MB');
  expect(at(false, 89_400)).toBe('Writing the pack: 12 MB of 746 MB, about 89 s left in this step');
  expect(at(false, 150_000)).toBe('Writing the pack: 12 MB of 746 MB, about 3 min left in this step');
  expect(at(false, 3)).toMatch(/about 1 s left/);
  expect(at(true, 150_000)).toBe('Writing the pack: 12 MB of 746 MB, paused');
  expect(jobSentence({ ...job, progress: undefined, isPaused: false, millisecondsLeft: undefined })).toBe(
    'Starting…',
  );
});

const DEVICE = {
  backend: 'wasm',
  name: 'WebAssembly',
  reason: { kind: 'requested' },
  threads: 1,
  shaderF16: false,
  maxBufferBytes: 2 ** 32,
} as const;

test('a device is named with its threads, and with the reason it was taken for', () => {
  expect(deviceName(DEVICE)).toBe('WASM: 1 thread');
  expect(deviceName({ ...DEVICE, backend: 'cpu', threads: 8 })).toBe('CPU: 8 threads');
  expect(deviceName({ ...DEVICE, backend: 'webgpu', name: 'apple metal-3' })).toBe('WebGPU: apple metal-3');
  expect(deviceReason(DEVICE)).toBe('The page’s address asks for it; one thread only.');
  expect(deviceReason({ ...DEVICE, threads: 2 })).toBe('The page’s address asks for it.');
  expect(deviceReason({ ...DEVICE, backend: 'webgpu', reason: { kind: 'preferred' } })).toMatch(/^WebGPU is/);
  expect(deviceReason({ ...DEVICE, reason: { kind: 'software-adapter', name: 'swiftshader' } })).toContain(
    '(swiftshader)',
  );
});

test('a verdict names the figure it was drawn from', () => {
  const needBytes = 2.5 * 2 ** 30;
  expect(verdictSentence({ kind: 'too-little-memory', needBytes, memoryBytes: 2 ** 31 })).toBe(
    'This device cannot run it, because it takes 2.5 GiB of free memory and the browser says this machine has 2 GiB.',
  );
  const onCpu = { kind: 'runs-on-cpu', needBytes, secondsPerSlice: 30 } as const;
  expect(verdictSentence({ ...onCpu, memoryBytes: undefined })).not.toMatch(/this machine has|undefined/);
  expect(verdictSentence({ ...onCpu, memoryBytes: 2 ** 33 })).toContain('this machine has 8 GiB or more');
});
