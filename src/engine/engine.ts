import type { Components, ComponentsChoice } from '#model/components.ts';
import type { AbsenceReason, Evidence } from '#model/existence.ts';
import type { ModelId, ModelManifest, Structure } from '#model/manifest.ts';
import type { PackFacts } from '#model/pack-facts.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import type { Mask, Modality, Volume, VolumeId, WorldPoint } from '#volume/types.ts';

/** Why the engine runs where it runs; the page turns it into a sentence. */
export type DeviceReason =
  | { readonly kind: 'preferred' }
  | { readonly kind: 'no-webgpu-api' }
  | { readonly kind: 'no-adapter' }
  /** The browser's only WebGPU adapter runs on the CPU, where WebAssembly is faster. */
  | { readonly kind: 'software-adapter'; readonly name: string }
  | { readonly kind: 'webgpu-failed'; readonly message: string }
  | { readonly kind: 'requested' };

export interface Device {
  readonly backend: 'webgpu' | 'wasm' | 'cpu';
  /** GPU vendor and architecture, or the kind of CPU runtime. */
  readonly name: string;
  readonly reason: DeviceReason;
  readonly threads: number;
  readonly shaderF16: boolean;
  readonly maxBufferBytes: number;
}

export interface LoadedModel {
  readonly id: ModelId;
  readonly name: string;
  readonly version: string;
  readonly structures: readonly Structure[];
  /** Names for several structures at once, such as "kidneys". */
  readonly groups: readonly { readonly names: readonly string[]; readonly members: readonly StructureId[] }[];
  /** What the pack states of how well it does. */
  readonly scores: ModelManifest['scores'];
  /** For reports. */
  readonly facts: PackFacts;
  /** Masks come slice by slice, and prompts asked meanwhile are answered side by side. */
  readonly bySlices: boolean;
  /** How grey values can be made of a scan; the first of a modality is for prompts that ask for none other. */
  readonly presets: readonly { readonly id: string; readonly name: string; readonly modality: Modality }[];
}

export type Stage =
  | 'download'
  | 'verify'
  | 'compile'
  | 'preprocess'
  | 'encode'
  | 'read-prompt'
  | 'decode'
  | 'slice'
  | 'postprocess';

/** `done` of `total` units of the stage: bytes while downloading, tiles while encoding and decoding, slices answered. */
export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Voxels that turned out to belong to a prompt's mask, before the rest of it is known. */
export interface PartialMask {
  /** Which of the call's prompts. */
  readonly prompt: number;
  /** Indices into the scan's voxels. */
  readonly voxels: Uint32Array;
}

/** What may be chosen where a pack goes slice by slice; packs that do not ignore it. */
export interface SliceChoices {
  /** Slices are answered from the one here outward; from the middle unless given. */
  readonly startAt?: WorldPoint;
  /** Of the random numbers that the model draws; '0' unless given. Equal seeds give equal masks. */
  readonly seed?: string;
  /** A preset's id; chosen by each prompt's words unless given. */
  readonly preset?: string;
  /** Prompts are decoded together and share no voxel, as the original does; else none changes another's answer. */
  readonly together?: boolean;
}

export interface SegmentOptions extends CallOptions {
  /** What to keep of masks: what the pack declares, unless given. */
  readonly components?: ComponentsChoice;
  readonly slices?: SliceChoices;
  readonly onPartial?: (partial: PartialMask) => void;
}

/** How the slices behind an answer were made. */
export interface SliceReading {
  readonly seed: string;
  /** Name of the preset, and the intensities that became black and white. */
  readonly preset: string;
  readonly low: number;
  readonly high: number;
  /** Where the model was shown columns, rows and slices to run, such as 'LAS'. */
  readonly axes: string;
  /** Where slices follow each other, and how many. */
  readonly through: string;
  readonly count: number;
  /** Slices on which the structure was found to be. */
  readonly there: number;
  readonly together: boolean;
}

interface Answer {
  readonly prompt: Prompt;
  /** What the pack took the text to mean, if it names a structure of its vocabulary. */
  readonly structure: StructureId | undefined;
  /** Where this answer was computed. */
  readonly device: Device;
  readonly milliseconds: Readonly<Partial<Record<Stage, number>>>;
  /** Only where the pack goes slice by slice. */
  readonly slices?: SliceReading;
}

interface Judged {
  /** The pack's calibrated probability, 0..1, that the structure is in the scan. */
  readonly existence: number;
  /** What that and the verdict were drawn from. */
  readonly evidence: Evidence;
}

/** An answer to one prompt. Absence is an answer, not an error. */
export type Segmentation =
  | (Answer & Judged & { readonly kind: 'found'; readonly components: Components; readonly mask: Mask })
  | (Answer & Judged & { readonly kind: 'not-found'; readonly reason: AbsenceReason })
  | (Answer & { readonly kind: 'not-understood'; readonly nearest: readonly string[] });

/**
 * Runs the model. LocalEngine runs it here, WorkerEngine in a worker, FakeEngine not at all;
 * nothing above this interface can tell which.
 *
 * Calls run one at a time, in order, but for `segment` of a pack that goes slice by slice: such calls share the work. Image features never leave the engine: `encode` keeps them under
 * the volume's id and `segment` refers to them by it; encoding a volume whose features are kept returns at once.
 *
 * @throws {AppError} for everything in errors.ts; an aborted call rejects with `signal.reason`.
 */
export interface Engine {
  /** Where the model runs, or would run: after a fallback it says so. */
  probe(): Promise<Device>;
  /** `manifestUrl` is absolute. Loading another pack drops all features. */
  load(manifestUrl: string, options?: CallOptions): Promise<LoadedModel>;
  /** Features are kept of this volume, prepared as this modality, so `segment` may be called. */
  holds(volume: Pick<Volume, 'id' | 'modality'>): Promise<boolean>;
  encode(volume: Volume, options?: CallOptions): Promise<void>;
  /** One answer per prompt, in their order. */
  segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    options?: SegmentOptions,
  ): Promise<readonly Segmentation[]>;
  forget(volumeId: VolumeId): Promise<void>;
  dispose(): void;
}
