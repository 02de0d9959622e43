import type {
  AnswerId,
  CallOptions,
  Device,
  Instance,
  JudgeOptions,
  LoadedModel,
  RemoteEngine,
  Segmentation,
  SegmentOptions,
  Shape,
  Speed,
} from '#engine/engine.ts';
import { AppError } from '#errors.ts';
import type { ModelId, Structure } from '#model/manifest.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import type { SceneDoubt } from '#model/scene/scene.ts';
import type { Unread } from '#prompt/classify-text.ts';
import { fieldOfView, wholeGrid } from '#volume/field-of-view.ts';
import { outline } from '#volume/outline.ts';
import { byteOf, levelOf } from '#volume/probability-bytes.ts';
import type { Keep, Volume, VolumeId } from '#volume/types.ts';

const structure = (id: string, name: string, labelId: number, synonyms: string[] = []): Structure => ({
  id: id as StructureId,
  name,
  synonyms,
  color: [200, 40 * (labelId % 6), 60],
  labelId,
});

/** What FakeEngine says it has loaded. */
export const FAKE_MODEL: LoadedModel = {
  id: 'fake' as ModelId,
  name: 'Fake',
  version: '0',
  structures: [
    structure('spleen', 'spleen', 1),
    structure('kidney_right', 'right kidney', 2),
    structure('kidney_left', 'left kidney', 3),
    structure('liver', 'liver', 6, ['hepar']),
  ],
  groups: [{ names: ['kidneys'], members: ['kidney_left', 'kidney_right'] as StructureId[] }],
  scores: [{ dataset: 'd', metric: 'Dice', structure: 'liver', value: 0.9, cases: 1, modality: 'CT' }],
  facts: {
    id: 'fake' as ModelId,
    name: 'Fake',
    version: '0',
    files: [{ path: 'fake.onnx', sha256: '00ff' }],
    thresholds: { maskThreshold: 0.5, existenceThreshold: 0.5, components: 'largest', known: undefined },
  },
  takesAnyText: false,
  sharesWork: false,
  presets: [],
};

export const FAKE_DEVICE: Device = {
  backend: 'wasm',
  name: 'fake',
  reason: { kind: 'preferred' },
  threads: 1,
  shaderF16: false,
  maxBufferBytes: 2 ** 30,
};

/**
 * The contract of the real engine without graphs or weights. A structure it knows is every voxel above zero, or not
 * found where there is none; text it does not know is not understood.
 */
export class FakeEngine implements RemoteEngine {
  /** Why scans are none that it knows. */
  unknown: SceneDoubt | undefined;
  readonly #volumes = new Map<VolumeId, Volume>();

  async probe(): Promise<Device> {
    return FAKE_DEVICE;
  }

  async measureSpeed(): Promise<Speed> {
    return { backend: FAKE_DEVICE.backend, gflops: 10, milliseconds: 800 };
  }

  async load(_manifestUrl: string, { signal, onProgress }: CallOptions = {}): Promise<LoadedModel> {
    signal?.throwIfAborted();
    onProgress?.({ stage: 'download', done: 1, total: 1 });
    return FAKE_MODEL;
  }

  async holds({ id, modality }: Pick<Volume, 'id' | 'modality'>): Promise<boolean> {
    return this.#volumes.get(id)?.modality === modality;
  }

  async makeReady(): Promise<void> {}

  async encode(volume: Volume, { signal, onProgress }: CallOptions = {}): Promise<void> {
    onProgress?.({ stage: 'encode', done: 0, total: 1 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    signal?.throwIfAborted();
    this.#volumes.set(volume.id, volume);
    onProgress?.({ stage: 'encode', done: 1, total: 1 });
  }

  async unread(prompts: readonly Prompt[]): Promise<readonly (Unread | undefined)[]> {
    return prompts.map(unreadOf);
  }

  async segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    { signal, onProgress, components, anyway }: SegmentOptions = {},
  ): Promise<readonly Segmentation[]> {
    const volume = this.#volumes.get(volumeId);
    if (!volume) throw new AppError('internal', { where: 'segment before encode' });
    onProgress?.({ stage: 'decode', done: 0, total: 1 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    signal?.throwIfAborted();
    onProgress?.({ stage: 'decode', done: 1, total: 1 });
    return prompts
      .map((prompt) => answer(volume, prompt, components === 'all' ? 'all' : 'largest'))
      .map((each) => (this.unknown ? doubted(each, this.unknown, anyway === true) : each));
  }

  async rejudge(answer: AnswerId, { threshold, components }: JudgeOptions): Promise<Shape | undefined> {
    const volume = [...this.#volumes.values()].find(({ id }) => answer === (id as string));
    return volume && shapeOf(volume, threshold, components === 'declared' ? 'largest' : components);
  }

  async instances(): Promise<readonly Instance[] | undefined> {
    return undefined;
  }

  async forget(volumeId: VolumeId): Promise<void> {
    this.#volumes.delete(volumeId);
  }

  restart(): void {
    this.#volumes.clear();
  }

  onQuiet(): () => void {
    return () => {};
  }

  dispose(): void {
    this.#volumes.clear();
  }
}

/** As of a pack whose check speaks against the scan. */
function doubted(answer: Segmentation, doubt: SceneDoubt, anyway: boolean): Segmentation {
  const scene = { doubt, against: 2, clue: undefined, seen: [] };
  if (answer.kind === 'not-understood' || anyway) return { ...answer, scene };
  const { prompt, structure, device, milliseconds, id, existence, evidence } = answer;
  const common = { prompt, structure, device, milliseconds, scene };
  return { ...common, id, existence, evidence, kind: 'not-found', reason: 'unfit-scan' };
}

function unreadOf({ structure, text }: Prompt): Unread | undefined {
  return structure === undefined ? { nearest: ['liver'], isReading: /liver./.test(text) } : undefined;
}

function answer(volume: Volume, prompt: Prompt, components: Keep): Segmentation {
  const common = { prompt, structure: prompt.structure, device: FAKE_DEVICE, milliseconds: { decode: 5 } };
  const unread = unreadOf(prompt);
  if (unread) return { ...common, kind: 'not-understood', ...unread };
  const id = volume.id as string as AnswerId;
  const shape = shapeOf(volume, 0.5, components);
  const evidence = { rawExistence: 0.1, peakProbability: 0.1, volumeMl: 0 };
  if (shape.measurement.voxels === 0)
    return { ...common, id, kind: 'not-found', existence: 0.1, evidence, reason: 'improbable' };
  const seen = { rawExistence: 0.9, peakProbability: 0.9, volumeMl: 1 };
  return { ...common, id, kind: 'found', existence: 0.9, evidence: seen, ...shape };
}

/** The brighter a voxel the more probable, so that a higher threshold leaves less. */
function shapeOf(volume: Volume, threshold: number, components: Keep): Shape {
  const { grid, data } = volume;
  const level = levelOf(threshold);
  const probabilities = Uint8Array.from(data, (value) =>
    byteOf(Math.min(1, Math.max(0, 0.5 + value / 120)), threshold, level),
  );
  const mask = { grid, box: wholeGrid(grid), data: probabilities, level };
  const kept = typeof components === 'string' ? components : components.numbers;
  return { components, ...outline(mask, threshold, kept, { view: fieldOfView(volume), scan: volume }) };
}
