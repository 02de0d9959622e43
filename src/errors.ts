import type { BodyPart } from '#volume/body-part.ts';
import type {
  ArchiveFault,
  CheckpointFault,
  DicomFault,
  DicomKind,
  DicomNumber,
  DicomNumberFault,
  HeaderFault,
  NnunetLimit,
  UnreadKind,
} from './faults.ts';

export type * from './faults.ts';

/** Everything parse3d can refuse to do, by code. The sentences for people are in messages/. */
export interface ErrorDetails {
  /** The content is of no format that parse3d knows. */
  'not-a-scan': { name: string };
  /** The content is of a format that parse3d knows and does not read. */
  'format-unread': { name: string; format: string; kind: UnreadKind };
  /** A folder, an archive or a choice of nothing. */
  'nothing-to-open': { name: string };
  /** An archive that cannot be entered, or a file in it that cannot be read. */
  'archive-unread': { name: string; fault: ArchiveFault; file?: string };
  /** A packed file contradicts its own checksum, or cannot be unpacked. */
  'damaged-gzip': { name: string };
  /** So much follows the scan in a packed file that its checksum was not compared. */
  'gzip-unchecked': { name: string };
  'file-truncated': { name: string; reason: string };
  'file-unreadable': { name: string; reason: string };
  'volume-not-3d': { name: string; shape: readonly number[] };
  'volume-datatype': { name: string; datatype: string };
  /** `most` bytes can be opened. */
  'volume-too-large': { name: string; bytes: number; most: number };
  'volume-spacing': { name: string; spacingMm: readonly number[] };
  /** Where the first voxel lies: farther off than any scanner puts it. */
  'volume-position': { name: string; offsetMm: readonly number[] };
  'volume-no-affine': { name: string };
  'volume-affine-singular': { name: string };
  /** Larger than any patient. */
  'volume-extent': { name: string; extentMm: readonly number[] };
  /** The values may be of CT or MR, and prompts wait until somebody says which. */
  'modality-unsure': { name: string; reason: string };
  /** Few whole numbers, the same over whole regions: nothing is asked of it before somebody has said that it is a scan. */
  'labels-not-scan': { name: string };
  /** It holds objects and no scan; they are added once their scan is open. */
  'segmentation-waits': { name: string };
  /** The same where nobody can open a scan later. */
  'segmentation-alone': { name: string };
  'segmentation-empty': { name: string };
  /** None of its objects lies in the scan. */
  'segmentation-elsewhere': { name: string };
  /** `most` objects can be shown. */
  'segmentation-many': { name: string; count: number; most: number };
  /** A value of a label map that is no label. */
  'segmentation-values': { name: string; value: number };
  /** It lies on another grid than the scan; each voxel of the scan took the nearest one's label. */
  'segmentation-resampled': {
    name: string;
    size: readonly number[];
    spacingMm: readonly number[];
    scanSize: readonly number[];
    scanSpacingMm: readonly number[];
  };
  /** So much of its volume, 0..1, lies outside the scan and was cut off. */
  'segmentation-cut': { name: string; share: number };
  /** What it says is how much of each voxel is inside; the half of it was taken. */
  'segmentation-fractional': { name: string };
  /** The user has taken ends of the patient for exchanged in the file. */
  'scan-turned': { name: string; flips: readonly ('left-right' | 'front-back' | 'head-foot')[] };
  /** The same of a scan in a batch. */
  'modality-unstated': { name: string; reason: string };
  /** A CT whose values are HU × scale + offset; it was read so. */
  'ct-units': { name: string; scale: number; offset: number };
  /** A CT in which everything below 0 HU is 0. */
  'ct-floored': { name: string };
  /** `by` was added, so that the background of an MR is 0. */
  'mr-shifted': { name: string; by: number };
  /** The background of an MR had this value, in the middle of the others, and was set to the lowest. */
  'mr-background': { name: string; value: number };
  'mr-noisy-background': { name: string };
  /** So little of a patient is in the scan that “not found” says nothing. */
  'little-body': { name: string; ml: number };
  /** The axes and the voxel size are those that programs write when they know neither. */
  'affine-placeholder': { name: string; isSized: boolean };
  /** The voxels lie in a file beside, which is not there. */
  'data-missing': { name: string; missing: string };
  'header-faulty': { name: string; field: string; fault: HeaderFault; count?: number | undefined };
  /** The voxels are packed in a way that is not read. */
  'encoding-unread': { name: string; encoding: string };
  /** Axes such as 'LAS' by each form; `followed` is the one that counts. */
  'nifti-forms-differ': { name: string; followed: 'sform' | 'qform'; sform: string; qform: string };
  /** The sform is empty although it is said to be set; the qform is followed. */
  'nifti-sform-empty': { name: string };
  /** The unit that the header names makes a scan of impossible size; millimetres are taken instead. */
  'nifti-unit': { name: string; unit: string };
  'nifti-step-negative': { name: string };
  'volume-constant': { name: string; value: number };
  'volume-not-finite': { name: string };
  /** Smallest and largest intensity: what no scanner gives. */
  'volume-intensity': { name: string; low: number; high: number };
  /** `count` DICOM files that are no scan. */
  'dicom-other': { name: string; kind: DicomKind; count: number };
  'dicom-damaged': { name: string; fault: DicomFault };
  /** What would place the picture in the patient is not there. */
  'dicom-geometry': { name: string; missing: 'position' | 'orientation' | 'spacing' };
  /** A number that the voxels or their place hang on cannot be read. */
  'dicom-number': { name: string; attribute: DicomNumber; fault: DicomNumberFault };
  /** Packed in a way that is not read: UID of its transfer syntax, where that is public. */
  'dicom-compression': { name: string; syntax: string };
  /** The program that unpacks pictures is not there or does not start. */
  'dicom-codec': { reason: string };
  /** So many of how many slices are not there; `after` has the numbers, from 1, of those before a gap. */
  'dicom-slices-missing': {
    name: string;
    count: number;
    of: number;
    after: readonly number[];
    usualMm: number;
  };
  'dicom-slices-uneven': { name: string; leastMm: number; mostMm: number; offMm: number };
  /** Evenly spaced, but one lies so far beside the line through the first and the last. */
  'dicom-slices-shifted': { name: string; offMm: number };
  /** Values of a CT that are not Hounsfield units as measured; `type` is one of the standard's terms. */
  'dicom-rescale-type': { name: string; type: string | undefined };
  /** Opened, although a slice lies so far off its even place. */
  'dicom-slices-rough': { name: string; leastMm: number; mostMm: number; offMm: number };
  /** Nothing tells apart the pictures at one place, at most `count`. */
  'dicom-ambiguous': { name: string; count: number };
  /** So many files were copies of others and left out. */
  'dicom-copies': { name: string; count: number };
  /** Its large numbers are dark, so they were turned round. */
  'dicom-inverted': { name: string };
  'prompt-empty': Record<string, never>;
  /** The prompt says that it does not want these. */
  'prompt-left-out': { names: readonly string[] };
  /** Everything is asked for but something that is not known. */
  'prompt-exception': { texts: readonly string[] };
  /** `nearest` are names of structures that the pack does know. */
  'prompt-unknown': {
    text: string;
    pack: string;
    nearest: readonly string[];
    /** Names of other packs that may know it. */
    elsewhere: readonly string[];
  };
  /** What is asked for with a side that it does not have, and the names of these structures. */
  'prompt-sideless': { texts: readonly string[]; names: readonly string[] };
  /** The text is a report on a scan. */
  'prompt-report': Record<string, never>;
  'prompt-length': { characters: number; most: number };
  /** Everything is asked for, and nobody has said what part of the body the scan shows. */
  'prompt-body-part': Record<string, never>;
  /** What is named and does not lie in what the scan is said to show. */
  'prompt-beyond-part': { names: readonly string[]; parts: readonly BodyPart[] };
  /** Everything is asked for, and the pack knows nothing of what the scan is said to show; `elsewhere` are names of packs that do. */
  'prompt-part-unknown': { pack: string; parts: readonly BodyPart[]; elsewhere: readonly string[] };
  /** The file does not say what the scan shows, and by the size of what is in it, it may be this. */
  'body-part-likely': { name: string; part: BodyPart; wideMm: number; deepMm: number };
  'prompt-too-long': { text: string; maxTokens: number };
  'pack-invalid': { field: string; reason: string };
  'pack-unreachable': { file: string; reason: string };
  'weights-corrupt': { file: string; expected: string; actual: string };
  /** It was given as a model, and is none: neither a checkpoint, by its name, nor an nnU-Net, by what is in it. */
  'pack-file-other': { name: string };
  /** Neither a PyTorch checkpoint nor a .safetensors, or one written in a way that is not read. */
  'checkpoint-unreadable': { name: string; fault: CheckpointFault; subject?: string };
  /** The file contradicts itself: cut short, altered, or made to mislead. */
  'checkpoint-damaged': { name: string; fault: CheckpointFault; subject?: string };
  /** The tensors are another model's. */
  'checkpoint-other-model': {
    name: string;
    missing: readonly string[];
    unknown: readonly string[];
    misshapen: readonly string[];
  };
  /** An nnU-Net model that is sound, and cannot be run. */
  'nnunet-unsupported': { name: string; limit: NnunetLimit };
  /** A model is more files than were given; `missing` of them. */
  'nnunet-incomplete': { name: string; missing: readonly string[] };
  /** Several models in one; `models` are their configurations. */
  'nnunet-several': { name: string; models: readonly string[] };
  /** Such folds, or such a configuration, the model does not have; `present` it has. */
  'nnunet-choice': { name: string; asked: string; present: readonly string[] };
  /** The network is not the one in its plans: `trainer` makes another. */
  'nnunet-other-network': {
    name: string;
    trainer: string;
    missing: readonly string[];
    unknown: readonly string[];
    misshapen: readonly string[];
  };
  /** A file of a stored pack is not the one that its manifest promises. */
  'pack-file-corrupt': { pack: string; file: string };
  'pack-exists': { pack: string };
  /** The engine no longer has the probabilities of an answer, to draw it anew. */
  /** An object is in one piece, and is not parted. */
  'one-instance': { name: string };
  'answer-gone': { name: string };
  /** A session's file ends too early, contradicts itself, or is not what it says. */
  'session-damaged': { reason: 'short' | 'packed' | 'content' | 'masks' };
  /** Written by a later parse3d, in this version of the format. */
  'session-newer': { version: number };
  /** The browser does not keep the work on a scan: its storage is 'full', or fails by this name. */
  'session-unkept': { reason: string };
  /** Another scan was shown while these prompts were being answered on the one called `name`. */
  'run-stopped': { name: string; prompts: readonly string[] };
  /** The files of an open scan hold another one now. */
  'scan-changed': { name: string };
  /** Results cannot be put where they are wanted; nothing was written. */
  'results-unwritable': { folder: string; reason: string };
  /** The pack that was chosen to answer is not there any more; `instead` answers. */
  'pack-gone': { pack: string; instead: string };
  /** The stored pack that was to answer lacks a file, or has it changed; `instead` answers. */
  'pack-damaged': { pack: string; file: string; instead: string };
  /** The page ended while it loaded the pack that was chosen; `instead` answers. */
  'pack-too-large': { pack: string; instead: string };
  'pack-folder-without-manifest': { folder: string };
  'pack-folder-incomplete': { folder: string; file: string };
  /** Another tab is changing the stored packs. */
  'packs-busy': Record<string, never>;
  'storage-unavailable': { reason: string };
  /** The page came over plain http from another machine. */
  'storage-insecure': Record<string, never>;
  /** `freeBytes` is undefined where the browser's own estimate promised enough and it then took no more. */
  'not-removed': { reason: string };
  'storage-full': { neededBytes: number; freeBytes: number | undefined };
  'out-of-memory': { stage: string };
  'device-lost': { reason: string };
  /** What works for the page in the background has died, or has not been heard of for very long. */
  'worker-lost': { reason: string };
  /** The program that runs graphs is not there or does not start; no pack is to blame. */
  'runtime-unavailable': { reason: string };
  /** There are so many scans, and nobody to choose. */
  'several-scans': { count: number };
  /** So many of the scans of a batch are done, and another thing is wanted of the engine. */
  'batch-running': { done: number; of: number };
  /** A prompt is being answered or a scan opened, and a batch is to start. */
  'batch-must-wait': Record<string, never>;
  /** The results of a batch cannot be put into `folder`, whose name is '' where it is not known. */
  'batch-unwritable': { folder: string; reason: string };
  /** A table is in `folder` that a batch would have to overwrite and did not write. */
  'batch-table-foreign': { folder: string; file: string };
  /** The browser does not let the page use the clipboard. */
  'copy-refused': { reason: string };
  'sample-missing': { name: string };
  /** A link names a scan that is not on the page's own site. */
  'link-elsewhere': { address: string };
  'arguments-invalid': { reason: string };
  internal: { where: string };
}

export type ErrorCode = keyof ErrorDetails;

export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'AppError';
  readonly code: C;
  readonly details: ErrorDetails[C];

  constructor(code: C, details: ErrorDetails[C], options?: ErrorOptions) {
    super(`${code}: ${JSON.stringify(details)}`, options);
    this.code = code;
    this.details = details;
  }
}

/** An AppError as plain data, so it survives postMessage with its code and details. */
export interface WireError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails[ErrorCode];
  readonly stack?: string;
}

export function toWire(error: unknown): WireError {
  if (error instanceof AppError) {
    return { code: error.code, details: error.details, ...(error.stack && { stack: error.stack }) };
  }
  return { code: 'internal', details: { where: String(error) } };
}

export function fromWire(wire: WireError): AppError {
  return new AppError(wire.code, wire.details);
}
