import type { ComponentsChoice, KeepChoice } from '#model/components.ts';
import type { AbsenceReason, Evidence } from '#model/existence.ts';
import type { ModelId, ModelManifest, Structure } from '#model/manifest.ts';
import type { BodyPart, Targets } from '#model/manifest-targets.ts';
import type { PackFacts } from '#model/pack-facts.ts';
import type { PackWork } from '#model/passport/pack-work.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import type { SceneCheck } from '#model/scene/scene.ts';
import type { Unread } from '#prompt/classify-text.ts';
import type { Region } from '#volume/region.ts';
import type { SliceJump } from '#volume/slice-jump.ts';
import type { Keep, Mask, Modality, Outline, Volume, VolumeId, WorldBox, WorldPoint } from '#volume/types.ts';

/** By which an engine knows an answer of its own again. */
export type AnswerId = string & { readonly brand: 'AnswerId' };

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

/** How fast a device computes, by convolutions of ours (engine/speed-graph.ts). */
export interface Speed {
  readonly backend: Device['backend'];
  /** GFLOP/s. */
  readonly gflops: number;
  /** How long it took to find out. */
  readonly milliseconds: number;
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
  /** For saying how long a scan takes. */
  readonly work?: PackWork;
  /** It answers any text, whether it has a name for it or not. */
  readonly takesAnyText: boolean;
  /** What it was trained to find, where it takes any text and says so. */
  readonly targets?: Targets;
  /** Prompts asked while others are being answered are answered along with them. */
  readonly sharesWork: boolean;
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

/** A part of a prompt's mask, before the rest of it is known. Parts of one mask share no voxel. */
export interface PartialMask {
  /** Which of the call's prompts. */
  readonly prompt: number;
  readonly mask: Mask;
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
  /** What the scan shows; decides between wordings that the model was trained on. */
  readonly parts?: readonly BodyPart[];
  /** Where columns, rows and slices run in what the model is shown, such as 'LAS'; by the pack and the preset unless given. */
  readonly axes?: string;
  /** A slice has a part of the structure if its existence reaches this, 0.01..0.99; the pack's own unless given. */
  readonly existenceThreshold?: number;
}

/** What may be chosen where a pack is an nnU-Net; packs that are not ignore it. `encode` is told it as well as `segment`. */
export interface WindowChoices {
  /**
   * The network is asked along every axis both ways that it was trained for, and the mean taken: up to eight times the work.
   * Not unless given.
   */
  readonly mirror?: boolean;
  /**
   * 'asked': of a pack whose structures are of one piece each, only the windows that the prompts need are run, found by a coarse
   * look at all of the scan; `encode` runs none. An answer's `region` then says what was looked at. 'all' unless given.
   */
  readonly reach?: 'asked' | 'all';
}

export interface EncodeOptions extends CallOptions {
  readonly windows?: WindowChoices;
  /**
   * Only what lies in this is asked about, slices and windows that do not reach into it not at all. Voxels in it are answered as
   * they are without it; there is nothing elsewhere.
   */
  readonly region?: Region | undefined;
}

export interface ReadyOptions extends Pick<CallOptions, 'signal'> {
  /**
   * Encodes the scan too, window by window, and looks whether it is one that the pack knows. Cancelled, it keeps the windows that are done,
   * and a prompt goes on from there.
   */
  readonly features?: boolean;
}

export interface SegmentOptions extends EncodeOptions {
  /** What to keep of masks: what the pack declares, unless given. */
  readonly components?: ComponentsChoice;
  readonly slices?: SliceChoices;
  readonly onPartial?: (partial: PartialMask) => void;
  /** Answers although the pack's check says that the scan is none that it knows: a person has looked at it. */
  readonly anyway?: boolean;
}

/** How an answer is to be judged again. */
export interface JudgeOptions {
  /** Probability, 0.01..0.99, above which a voxel is inside. */
  readonly threshold: number;
  /** Pieces that were chosen at another threshold are those that now share a voxel with them. */
  readonly components: KeepChoice;
}

/** An answer's outline, and which of its pieces that keeps. */
export type Shape = Outline & { readonly components: Keep };

/** One object of an answer that is several, such as one lymph node; an answer of its own, to be judged again. */
export type Instance = Shape & { readonly id: AnswerId; readonly peakProbability: number };

/** How the slices behind an answer were made. */
export interface SliceReading {
  /** What the model was asked with: the prompt in the words of its training. */
  readonly text: string;
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
  /** How many of them were asked about. */
  readonly looked: number;
  /** Slices on which the structure was found to be. */
  readonly there: number;
  readonly together: boolean;
  /** How probable the structure's existence is on each slice, 0..1; null of those that were not asked about. */
  readonly existence: readonly (number | null)[];
  /** What it had to reach. */
  readonly existenceThreshold: number;
}

/** How the windows behind an answer were asked for and kept, where the pack is an nnU-Net. */
export interface WindowReading {
  /** Networks whose logits were averaged. */
  readonly folds: number;
  readonly mirrored: boolean;
  /** What they said was kept in float16, for want of memory. */
  readonly inFloat16: boolean;
  /** How many windows the answer is of, and how many all that was to be looked at has; earlier versions did not say. */
  readonly run?: number;
  readonly of?: number;
}

interface Answer {
  readonly prompt: Prompt;
  /** What the pack took the text to mean, if it names a structure of its vocabulary. */
  readonly structure: StructureId | undefined;
  /** Where this answer was computed. */
  readonly device: Device;
  readonly milliseconds: Readonly<Partial<Record<Stage, number>>>;
  /** The box about the patient, mm RAS+, where one could be told from what surrounds it. */
  readonly body?: WorldBox | undefined;
  /** Where the scan's slices look as if some were missing between them. */
  readonly jump?: SliceJump | undefined;
  /** Only what lies in this was asked about: nothing is said of the rest. */
  readonly region?: Region | undefined;
  /** Whether the scan is one that the pack can answer; only where the pack has a check. */
  readonly scene?: SceneCheck | undefined;
  /** Only where the pack goes slice by slice. */
  readonly slices?: SliceReading;
  /** Only where the pack is an nnU-Net. */
  readonly windows?: WindowReading;
  /** Windows of a second look that was taken for this answer; absent where none was, or what an earlier one saw was kept. */
  readonly lookedAgain?: number;
}

interface Judged {
  readonly id: AnswerId;
  /** The pack's calibrated probability, 0..1, that the structure is in the scan. */
  readonly existence: number;
  /** What that and the verdict were drawn from. */
  readonly evidence: Evidence;
}

/** An answer to one prompt. Absence is an answer, not an error. */
export type Segmentation =
  | (Answer & Judged & Shape & { readonly kind: 'found' })
  | (Answer & Judged & { readonly kind: 'not-found'; readonly reason: AbsenceReason })
  | (Answer & Unread & { readonly kind: 'not-understood' });

/**
 * Runs the model. LocalEngine runs it here, WorkerEngine in a worker, FakeEngine not at all;
 * nothing above this interface can tell which.
 *
 * Calls run one at a time, in order, but for `segment` of a pack whose strategy shares work, and `rejudge`, which never
 * waits. Image features never leave the engine: `encode` keeps them under
 * the volume's id and `segment` refers to them by it; encoding a volume whose features are kept returns at once.
 *
 * @throws {AppError} for everything in errors.ts; an aborted call rejects with `signal.reason`.
 */
export interface Engine {
  /** Where the model runs, or would run: after a fallback it says so. */
  probe(): Promise<Device>;
  /** How fast the device computes; takes about a second, in its turn. @throws {Error} where it cannot compute. */
  measureSpeed(options?: Pick<CallOptions, 'signal'>): Promise<Speed>;
  /** `manifestUrl` is absolute. Loading another pack drops all features. */
  load(manifestUrl: string, options?: CallOptions): Promise<LoadedModel>;
  /** Features are kept of this volume, prepared as this modality, so `segment` may be called. */
  holds(volume: Pick<Volume, 'id' | 'modality'>): Promise<boolean>;
  /**
   * Does ahead what the first prompt on this scan would do first, where the pack has such work: the scan is prepared, a GPU makes its
   * shaders, and what makes an answer runs once on a made-up one, so that it is compiled. Without a volume, what needs none of that. A prompt
   * that comes meanwhile uses what is done. Nothing is told of it, and no failure: the prompt would meet it too. `forget` drops what was
   * prepared, and so does another scan.
   */
  makeReady(volume: Volume | undefined, options?: ReadyOptions): Promise<void>;
  encode(volume: Volume, options?: EncodeOptions): Promise<void>;
  /** Of each prompt that it is not understood, and what may be meant; undefined where it is. No scan is needed. */
  unread(prompts: readonly Prompt[]): Promise<readonly (Unread | undefined)[]>;
  /** One answer per prompt, in their order. */
  segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    options?: SegmentOptions,
  ): Promise<readonly Segmentation[]>;
  /**
   * An earlier answer's outline at another threshold, or of other pieces, without decoding; undefined where the engine no
   * longer has what it needs, because the scan was forgotten, another pack loaded or the memory given to later answers.
   */
  rejudge(answer: AnswerId, options: JudgeOptions): Promise<Shape | undefined>;
  /**
   * The objects that an earlier answer's outline consists of, the largest first, parted where the pack says that edges run; undefined
   * as for `rejudge`.
   */
  instances(answer: AnswerId, options: JudgeOptions): Promise<readonly Instance[] | undefined>;
  forget(volumeId: VolumeId): Promise<void>;
  dispose(): void;
}

/** An engine that works elsewhere, where it may stop answering. */
export interface RemoteEngine extends Engine {
  /** Gives up what it is at, and whatever it kept; pending calls reject with an AbortError, and the next finds the pack loaded. */
  restart(): void;
  /** It has left a question unanswered for so long, well before it is given up; undefined once that is over. */
  onQuiet(listener: (quietMs: number | undefined) => void): () => void;
}
