import { expect, test, vi } from 'vitest';
import type { LoadedModel, Segmentation, SegmentOptions } from '#engine/engine.ts';
import type { Prompt } from '#model/prompt.ts';
import { fakeApp, SMALL_GRID, scanFile } from '#testing/fake-app.ts';
import { FAKE_MODEL, FakeEngine } from '#testing/fake-engine.ts';
import { denseMask, maskOf } from '#volume/mask.ts';
import type { VolumeId } from '#volume/types.ts';
import { ask } from './ask.ts';
import { openVolume } from './open-volume.ts';
import { stopSegmenting } from './segment.ts';

/** A busy machine takes seconds for what takes milliseconds. */
const PATIENT = { timeout: 10_000 };

/** Goes slice by slice: `step` lets every call under way find one more voxel, `finish` ends them all. */
class SliceEngine extends FakeEngine {
  readonly #calls: { options: SegmentOptions; finish: () => void }[] = [];
  choices: SegmentOptions['slices'];
  #found = 0;

  override async load(): Promise<LoadedModel> {
    return { ...FAKE_MODEL, sharesWork: true };
  }

  override async segment(
    id: VolumeId,
    prompts: readonly Prompt[],
    options: SegmentOptions = {},
  ): Promise<readonly Segmentation[]> {
    this.choices = options.slices;
    await new Promise<void>((resolve, reject) => {
      this.#calls.push({ options, finish: resolve });
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
    });
    return super.segment(id, prompts, options);
  }

  step(done: number): void {
    for (const { options } of this.#calls) {
      const grid = SMALL_GRID;
      const mask = maskOf(
        grid,
        Uint8Array.from({ length: 24 }, (_, n) => (n === this.#found ? 1 : 0)),
      );
      options.onPartial?.({ prompt: 0, mask });
      options.onProgress?.({ stage: 'slice', done, total: 10 });
    }
    this.#found += 1;
  }

  finish(): void {
    for (const { finish } of this.#calls.splice(0)) finish();
  }

  async calls(count: number): Promise<void> {
    await vi.waitFor(() => expect(this.#calls).toHaveLength(count), PATIENT);
  }
}

async function opened() {
  const engine = new SliceEngine();
  const fake = fakeApp(engine);
  await openVolume(fake.app, scanFile());
  return { ...fake, engine };
}

test('a mask is shown while it grows, in its structure’s colour, and gives way to the whole', async () => {
  const { app, engine, viewer, state } = await opened();
  const asked = ask(app, 'liver');
  await engine.calls(1);
  engine.step(1);
  engine.step(2);
  await vi.waitFor(() => expect(viewer.layers).toHaveLength(1), PATIENT);
  const [growing] = viewer.layers;
  expect(growing).toMatchObject({ color: [200, 0, 60], opacity: 0.5 });
  expect(growing && [...denseMask(growing.mask)].indexOf(0)).toBe(2);
  expect(state().run).toMatchObject({ at: 'running', progress: { stage: 'slice', done: 2, total: 10 } });
  engine.finish();
  await asked;
  expect(viewer.layers.map(({ key }) => key)).toEqual([state().findings[0]?.id]);
});

test('a prompt asked meanwhile is answered along with the first, and the slower of the two is reported', async () => {
  const { app, engine, state } = await opened();
  const first = ask(app, 'liver');
  await engine.calls(1);
  engine.step(6);
  const second = ask(app, 'spleen');
  await engine.calls(2);
  expect(state().waiting).toEqual([]);
  expect(state().run).toMatchObject({ prompts: ['liver', 'spleen'] });
  expect(await ask(app, 'spleen')).toBe('waiting');
  engine.finish();
  expect(await Promise.all([first, second])).toEqual(['answered', 'answered']);
  expect(state().findings.map(({ title }) => title)).toEqual(['liver', 'spleen']);
  expect(state().run).toEqual({ at: 'idle' });
});

test('stopping ends all prompts under way and takes what grew off the views', async () => {
  const { app, engine, viewer, state } = await opened();
  const both = [ask(app, 'liver'), Promise.resolve('stopped')];
  await engine.calls(1);
  both[1] = ask(app, 'spleen');
  await engine.calls(2);
  engine.step(1);
  await vi.waitFor(() => expect(viewer.layers).toHaveLength(2), PATIENT);
  stopSegmenting(app);
  expect(await Promise.all(both)).toEqual(['stopped', 'stopped']);
  expect(viewer.layers).toEqual([]);
  expect(state().findings).toEqual([]);
});

test('slices begin where the crosshair is, shown as the user chose', async () => {
  const { app, engine, state } = await opened();
  state().crosshairMoved({ at: [1, 2, 3], intensity: 0 });
  state().askingChanged({ preset: 'lung' });
  const asked = ask(app, 'liver');
  await engine.calls(1);
  expect(engine.choices).toEqual({ startAt: [1, 2, 3], preset: 'lung' });
  engine.finish();
  await asked;
});
