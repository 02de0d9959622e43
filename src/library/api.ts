/**
 * parse3d for programs: finds what a text names in CT and MR scans, on this machine. Research use only; not a medical device.
 *
 * Coordinates in mm are the patient's, RAS+: x grows to the patient's right, y to the front, z to the head. Voxels are counted along
 * i, j, k from 0; in arrays i varies fastest. Every promise rejects with a `Parse3dError` that says what to do, or with
 * `signal.reason` where a signal was aborted.
 */

import type { Grid, Mask, Modality, Vec3, WorldBox } from './api-geometry.ts';

export type { Grid, Mask, Modality, Vec3, WorldBox } from './api-geometry.ts';

/** What to think of an answer. `sure`: nothing speaks against it. `check`: look at it first. `doubtful`: something is wrong with it. */
export interface Verdict {
  readonly level: 'sure' | 'check' | 'doubtful';
  /** What speaks against it, the gravest first, such as 'small', 'side' or 'vague' (docs/verdicts.md). */
  readonly doubts: readonly string[];
  /** The same in words, in the engine's language. */
  readonly sentence: string;
}

/** What answers to every prompt have. */
export interface Asked {
  /** Of the structure, or the text of the prompt. */
  readonly name: string;
  /** The pack's id of the structure; undefined where the prompt was free text. */
  readonly structure: string | undefined;
  /** Id of the pack that was asked. */
  readonly pack: string;
  /** That pack states how well it does on this structure in such scans. */
  readonly isTested: boolean;
}

/** An object was found. */
export interface Found extends Asked {
  readonly kind: 'found';
  /** Its value in `labelMap()` and `nifti()`, 1 to 65535. */
  readonly label: number;
  /** Calibrated probability, 0 to 1, that it is in the scan. */
  readonly existence: number;
  readonly verdict: Verdict;
  /** Millilitres. */
  readonly volumeMl: number;
  readonly voxels: number;
  /** Undefined where the threshold left no voxel. */
  readonly boxMm: WorldBox | undefined;
  /** Centre of mass, mm RAS+. */
  readonly centroidMm: Vec3 | undefined;
  /** Sides of the patient where the scan ends within it, such as 'superior': it may go on there. */
  readonly cutBy: readonly string[];
  /** Further numbers by name, such as meanIntensity in HU of a CT and surfaceMm2 (docs/report.md has their units). */
  readonly figures: Readonly<Record<string, number>>;
  /** Probability above which a voxel is inside. */
  readonly threshold: number;
  readonly mask: Mask;
}

/** It was looked for and is not in the scan. */
export interface NotFound extends Asked {
  readonly kind: 'not-found';
  /** Calibrated probability, 0 to 1, that it is in the scan all the same. */
  readonly existence: number;
  readonly verdict: Verdict;
}

/** The model does not know such a scan, so nothing is said, neither yes nor no: `Answer.doubt` says why. */
export interface NotAnswered extends Asked {
  readonly kind: 'not-answered';
}

/** The pack does not know what the prompt names. */
export interface NotUnderstood extends Asked {
  readonly kind: 'not-understood';
  /** Names that it does know. */
  readonly nearest: readonly string[];
  /** The same as a sentence. */
  readonly sentence: string;
}

/** The answer to one prompt; tell them apart by `kind`. */
export type Finding = Found | NotFound | NotAnswered | NotUnderstood;

/** The objects of an answer in one array on the scan's grid. */
export interface LabelMap {
  readonly grid: Grid;
  /** A number for each voxel of the grid, i fastest: 0, or an object's label. Where objects overlap the later one's. */
  readonly data: Uint8Array | Uint16Array;
  readonly labels: readonly { readonly label: number; readonly name: string }[];
}

/** What an answer can be written as; docs/exports.md says what each is. */
export type FileKind =
  | 'labels'
  | 'masks'
  | 'probabilities'
  | 'seg.nrrd'
  | 'stl'
  | 'obj'
  | 'glb'
  | 'table'
  | 'report'
  | 'methods';

/** A file to be saved. */
export interface ResultFile {
  /** It begins with the scan's name. */
  readonly name: string;
  /** MIME. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Where the model ran, and why there: 'webgpu-failed' where a graphics card gave up and WebAssembly went on. */
export type Device = Readonly<{ backend: 'webgpu' | 'wasm' | 'cpu'; name: string; reason: string }>;

/** What the pack made of a request. It keeps nothing of the engine but the masks. */
export interface Answer {
  /** In the order in which they were asked for. */
  readonly findings: readonly Finding[];
  /** What speaks against the scan as a whole, such as that left and right look exchanged; read it before any finding. */
  readonly doubt:
    | { readonly kind: 'unfamiliar' | 'jump' | 'stretched' | 'turned' | 'unfit'; readonly sentence: string }
    | undefined;
  /**
   * Names that were not asked for, since such a scan does not show them: its file, or `AskOptions.bodyPart`, says which part of the body it
   * shows. That is no “not found”.
   */
  readonly beyond: readonly string[];
  /** What else people should know, as sentences: what was left out of the prompts and why, and what was noticed when the scan was read. */
  readonly notes: readonly string[];
  /** As what the scan was prepared for the model. */
  readonly modality: Modality;
  /** Nobody has said that, neither the file nor `AskOptions.modality`. */
  readonly modalityIsGuess: boolean;
  readonly device: Device;
  labelMap(): LabelMap;
  /** `labelMap()` as a .nii.gz file on the grid of the scan's own file. */
  nifti(): Promise<Uint8Array<ArrayBuffer>>;
  /** Files as the page and the terminal write them. */
  files(kinds: readonly FileKind[]): Promise<readonly ResultFile[]>;
}

/** `done` of `total` units of the stage: bytes while downloading, windows or slices while encoding and decoding. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

/** How long calls are followed and stopped. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** How a scan is read. */
export interface ReadOptions extends CallOptions {
  /** Which scan, where there are several: its place in `listScans`, the first being 1. */
  readonly series?: number;
  /** Ends of the patient that are exchanged in the file, where `Answer.doubt` and the images say so. Files are still written on its own grid. */
  readonly turn?: readonly ('left-right' | 'front-back' | 'head-foot')[];
}

/** How a scan is asked about. */
export interface AskOptions extends CallOptions {
  /** What kind of scan it is, where its file does not say so or says it wrongly. */
  readonly modality?: Modality;
  /** Probability, 0.01 to 0.99, above which a voxel is inside; the pack's own unless given. */
  readonly threshold?: number;
  /**
   * Answers although the pack does not know such a scan, which is marked as doubtful then; and asks also for what the scan is said not
   * to show.
   */
  readonly anyway?: boolean;
  /**
   * An earlier answer about the same scan: the new one holds its findings too, first, and a structure that is asked for again takes the
   * place of its earlier finding. No two objects then have one label, and verdicts see all of them beside each other.
   */
  readonly earlier?: Answer;
  /**
   * What the scan shows, such as 'abdomen', in place of what its file says: what does not lie there is left out, and `Answer.beyond` names it.
   * Packs that answer any text want it for `structures`.
   */
  readonly bodyPart?: string;
}

/** A scan that can be opened. */
export interface ScanEntry {
  readonly name: string;
  /** Only where the files say it. */
  readonly modality: Modality | undefined;
  readonly size: Vec3;
  readonly spacingMm: Vec3;
}

/** Bytes under a name. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer> | ArrayBuffer | Blob;
}

/**
 * Where a scan is: bytes; a File of a browser; in Node a path of a file, a folder or an archive, or a file: URL; in a browser an
 * address of the page's own origin, or a blob: URL. Several files make up one scan where they are slices of it.
 */
export type ScanSource =
  | string
  | URL
  | Blob
  | ArrayBuffer
  | Uint8Array<ArrayBuffer>
  | NamedBytes
  | readonly (string | URL | Blob | NamedBytes)[];

/** A scan in memory. */
export interface Scan {
  /** Of its file, or such as “CT series 3”: never a patient's. */
  readonly name: string;
  /** Undefined where nobody can tell: `ask` wants it then. */
  readonly modality: Modality | undefined;
  readonly grid: Grid;
  /** A stored number for each voxel, i fastest. Intensity = data * slope + intercept; Hounsfield units in a CT. */
  readonly data: ArrayLike<number>;
  readonly slope: number;
  readonly intercept: number;
  /** What people should know of it, as sentences. */
  readonly notes: readonly string[];
  /** Lets go of what the engine keeps of it. */
  close(): Promise<void>;
}

/** What a pack is. */
export interface Pack {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** What it knows by name, in its order. */
  readonly structures: readonly { readonly id: string; readonly name: string }[];
}

/** How an engine is made. */
export interface EngineOptions extends CallOptions {
  /**
   * 'mini', which comes with parse3d (default); in Node a folder with a manifest.json; in a browser the address of a folder or of a
   * manifest.json on the page's own origin. Of several all are loaded, and each prompt is answered by one that knows it (`routing`); the
   * first also reads what none has a name for, and is asked alone for everything.
   */
  readonly pack?: string | URL | readonly (string | URL)[];
  /** Who answers what several packs know. 'best' (default): one with figures for such scans, measured before published, else the first; 'first': the first that is listed. */
  readonly routing?: 'best' | 'first';
  /** Of all sentences, errors' too, as a BCP 47 tag, such as 'de' or 'zh-CN': one that the page speaks. English unless given. */
  readonly language?: string;
  /** Threads in Node; as many as there are cores unless given. Browsers decide by themselves. */
  readonly threads?: number;
  /** Forces where a browser runs the model; the best there is unless given. */
  readonly backend?: 'webgpu' | 'wasm';
}

/** Reads scans and asks packs about them. Calls wait for each other. */
export interface Engine {
  /** The first one. */
  readonly pack: Pack;
  /** All that answer. */
  readonly packs: readonly Pack[];
  /** Every scan in `source`, from its headers. */
  listScans(source: ScanSource, options?: CallOptions): Promise<readonly ScanEntry[]>;
  /** Reads a scan; of several one has to be chosen by `series`. */
  readScan(source: ScanSource, options?: ReadOptions): Promise<Scan>;
  /** Finds what is named, in words as people type them: 'liver, left kidney', or a list of texts, each read by itself. */
  ask(scan: Scan, prompts: string | readonly string[], options?: AskOptions): Promise<Answer>;
  /** What is in this scan: asks for every structure that the first pack knows and such a scan may show. */
  structures(scan: Scan, options?: AskOptions): Promise<Answer>;
  /** Lets go of the packs and of all scans. */
  close(): void;
}

/** What parse3d refuses to do. Its message is a sentence that says what happened and what to do next. */
export class Parse3dError extends Error {
  override readonly name = 'Parse3dError';
  /** Such as 'modality-unsure', 'prompt-unknown' or 'several-scans'. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Opens packs and makes them ready to answer. @throws Parse3dError. */
export type CreateEngine = (options?: EngineOptions) => Promise<Engine>;
