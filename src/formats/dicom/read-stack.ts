import { AppError, toWire, type WireError } from '#errors.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import type { RawScan, ReaderOptions } from '#formats/reader.ts';
import type { BodyPartFact } from '#volume/body-part.ts';
import type { Modality, VoxelData } from '#volume/types.ts';
import type { StoredPixels } from './codecs/codec.ts';
import { forgetFrames } from './fragments.ts';
import type { Image, PixelForm } from './image.ts';
import { frameBytes, readFrame } from './read-frame.ts';
import type { Stack } from './stack.ts';
import { isPlain, unpackPixels } from './unpack-pixels.ts';

export interface StackFacts {
  readonly name: string;
  readonly modality: Modality | undefined;
  /** Stored as a CT: large is never dark, and padding is air. */
  readonly isCt: boolean;
  readonly bodyPart: BodyPartFact | undefined;
  readonly notices: readonly WireError[];
}

/** Values as stored where all pictures scale them alike, else as they are meant. */
interface Target {
  readonly data: VoxelData;
  readonly slope: number;
  readonly intercept: number;
  readonly isScaled: boolean;
}

/**
 * The voxels of `stack`. Intensities of CT are never turned round, for they are Hounsfield units however they are to be shown.
 * @throws AppError of `readFrame`.
 */
export async function readStack(
  { images, grid, notices: own }: Stack,
  { name, modality, isCt, bodyPart, notices }: StackFacts,
  options: ReaderOptions,
): Promise<RawScan> {
  const [first] = images;
  if (!first) throw new Error('a stack has pictures');
  const isTurned = first.form.isInverted && !isCt;
  const target = targetFor(images, options);
  const { data, slope, intercept } = target;
  const length = first.form.rows * first.form.columns;
  const progress = { ...(options.signal && { signal: options.signal }) };
  try {
    if (isWhole(images, isTurned, target)) {
      const all = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      await first.place.content.fill(all, first.place.offset + first.frame * frameBytes(first), options);
    } else {
      for (const [n, image] of images.entries()) {
        options.signal?.throwIfAborted();
        const pixels = await readFrame(image, progress);
        put(pixels, image, target, n * length, isTurned, isCt);
        options.onProgress?.(n + 1, images.length);
      }
    }
  } finally {
    forgetFrames();
  }
  const turned = isTurned ? [toWire(new AppError('dicom-inverted', { name }))] : [];
  return {
    grid,
    data,
    slope,
    intercept,
    header: gridHeader(grid),
    ...(modality && { modality }),
    ...(bodyPart && { bodyPart }),
    notices: [...notices, ...own, ...turned],
  };
}

/** The pictures lie in one file one behind the other, and each number is a voxel as it stands. */
function isWhole(images: readonly Image[], isTurned: boolean, { isScaled }: Target): boolean {
  const [first] = images;
  return (
    first !== undefined &&
    !isTurned &&
    !isScaled &&
    images.every(
      ({ place, frame, form }, n) =>
        place === first.place &&
        !place.inWords &&
        frame === first.frame + n &&
        isPlain(form) &&
        form.padding === undefined,
    )
  );
}

function targetFor(images: readonly Image[], { allocate }: ReaderOptions): Target {
  const [first] = images;
  if (!first) throw new Error('a stack has pictures');
  const count = images.length * first.form.rows * first.form.columns;
  const isAlike = images.every(
    ({ slope, intercept, form }) =>
      slope === first.slope && intercept === first.intercept && isSameForm(form, first.form),
  );
  if (!isAlike) {
    return { data: new Float32Array(allocate(4 * count)), slope: 1, intercept: 0, isScaled: true };
  }
  const { slope, intercept } = first;
  return { data: voxelsFor(first.form, count, allocate), slope, intercept, isScaled: false };
}

function isSameForm(one: PixelForm, other: PixelForm): boolean {
  return (
    one.isSigned === other.isSigned &&
    one.bitsAllocated === other.bitsAllocated &&
    one.bitsStored === other.bitsStored &&
    one.isInverted === other.isInverted
  );
}

function voxelsFor(
  { bitsAllocated, isSigned }: PixelForm,
  count: number,
  allocate: ReaderOptions['allocate'],
): VoxelData {
  const memory = allocate((count * bitsAllocated) / 8);
  if (bitsAllocated === 8) return isSigned ? new Int8Array(memory) : new Uint8Array(memory);
  if (bitsAllocated === 16) return isSigned ? new Int16Array(memory) : new Uint16Array(memory);
  return isSigned ? new Int32Array(memory) : new Uint32Array(memory);
}

function put(
  pixels: StoredPixels,
  image: Image,
  { data, isScaled }: Target,
  at: number,
  isTurned: boolean,
  isCt: boolean,
): void {
  const part = data.subarray(at, at + pixels.length);
  const air = isCt ? airFor(image) : undefined;
  unpackPixels(pixels, part, image.form, { isTurned, air });
  if (!isScaled) return;
  const { slope, intercept } = image;
  for (let n = 0; n < part.length; n++) part[n] = (part[n] ?? 0) * slope + intercept;
}

const AIR_HU = -1024;
/** Scanners with an extended scale end at 30,710 HU. */
const MOST_HU = 31_000;

/** The stored number of air, where padding would mean less than that, or more than any metal: outside the scanner's circle there are no Hounsfield units. */
function airFor({ form, slope, intercept }: Image): number | undefined {
  const { padding, isSigned, bitsAllocated } = form;
  if (!padding) return undefined;
  const hu = padding[0] * slope + intercept;
  if (hu >= AIR_HU && hu <= MOST_HU) return undefined;
  const most = 2 ** bitsAllocated;
  const [low, high] = isSigned ? [-most / 2, most / 2 - 1] : [0, most - 1];
  return Math.min(high, Math.max(low, Math.round((AIR_HU - intercept) / slope)));
}
