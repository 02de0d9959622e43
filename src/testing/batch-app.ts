import type { App } from '#commands/app.ts';
import { openBatch } from '#commands/open-batch.ts';
import { openFiles } from '#commands/open-volume.ts';
import { startBatch } from '#commands/run-batch.ts';
import type { LoadedModel } from '#engine/engine.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { fakeApp, scanFile } from './fake-app.ts';
import { FAKE_MODEL, FakeEngine } from './fake-engine.ts';
import type { MemoryPlace } from './memory-place.ts';

/** Remembers what it was asked, by the names of scans. `fail` may throw instead of an answer. */
export class WatchedEngine extends FakeEngine {
  readonly log: string[] = [];
  readonly kept = new Set<VolumeId>();
  readonly #names = new Map<VolumeId, string>();
  version = '0';
  fail: (name: string) => void = () => {};

  override async load(): Promise<LoadedModel> {
    return { ...FAKE_MODEL, version: this.version };
  }
  override async encode(volume: Volume, options = {}) {
    this.#names.set(volume.id, volume.name);
    this.log.push(`encode ${volume.name}`);
    this.kept.add(volume.id);
    await super.encode(volume, options);
  }
  override async segment(id: VolumeId, prompts: readonly Prompt[], options = {}) {
    this.fail(this.#names.get(id) ?? '');
    return super.segment(id, prompts, options);
  }
  override async forget(id: VolumeId) {
    this.log.push(`forget ${this.#names.get(id)}`);
    this.kept.delete(id);
    await super.forget(id);
  }
}

/** A scan of which the voxel `bright` is inside, so that no two are alike. */
export function litScan(name: string, bright: number): File {
  return scanFile(name, new Int16Array(24).fill(-500).fill(40, bright, bright + 3));
}

export const THREE = [litScan('a.nii', 1), litScan('b.nii', 9), litScan('c.nii', 17)];

export async function batchOf(files: readonly File[], engine = new WatchedEngine()) {
  const fake = fakeApp(engine);
  await openFiles(
    fake.app,
    files.map((content, n) => ({ path: `study/${n}/${content.name}`, content })),
    'study',
  );
  openBatch(fake.app);
  const at = () => fake.state().batch?.scans.map(({ state }) => state.at);
  return { ...fake, engine, at };
}

/** Presses Start, and once more where it was told that "teapot" is not understood. */
export async function start(
  app: App,
  place: MemoryPlace,
  text = 'liver, teapot',
  modality: 'CT' | 'MR' = 'CT',
) {
  const press = () => startBatch(app, { text, modality }, async () => place);
  const isTold = () => app.store.getState().batch?.reading?.isTold === true;
  const wasTold = isTold();
  await press();
  if (!wasTold && isTold()) await press();
}

const OUTSIDE_QUOTES = /,(?=(?:[^"]*"[^"]*")*[^"]*$)/;

export const linesOf = async (place: MemoryPlace) =>
  ((await place.read('findings.csv')) ?? '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(OUTSIDE_QUOTES));
