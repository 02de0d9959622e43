import { AppError, toWire } from '#errors.ts';
import type { ReaderOptions } from '#formats/reader.ts';
import type { ScanContent } from '#formats/scan-content.ts';
import type { ReadOptions } from '#formats/scan-file.ts';
import { MOST_MASK_BYTES, MOST_OBJECTS } from '#formats/segment-limits.ts';
import type { FileSegment, FoundSegmentation, RawSegmentation } from '#formats/segmentation.ts';
import { boxSize } from '#volume/boxes.ts';
import { blankMask, masksOfLabels } from '#volume/label-masks.ts';
import { tight } from '#volume/mask.ts';
import type { Mask } from '#volume/types.ts';
import type { Dataset } from './dataset.ts';
import { forgetFrames } from './fragments.ts';
import { type Header, readHeader } from './header.ts';
import type { Plane } from './image.ts';
import { planeOf } from './plane.ts';
import { type SegmentFacts, segmentFacts } from './segment-facts.ts';
import { type SegmentFrames, segmentFrames } from './segment-frames.ts';
import { type SegmentStack, segmentStack } from './segment-stack.ts';
import { first, type Sources, within } from './sources.ts';
import { TAG } from './tags.ts';

/** More pictures than any segmentation has. */
const MOST_FRAMES = 200_000;

/** How the pixels of a segmentation say what is inside. Source: DICOM PS3.3, C.8.20.2.3. */
type Kind = 'BINARY' | 'FRACTIONAL' | 'LABELMAP';

/** A frame: of which segment, and where. */
interface Frame {
  /** Undefined where the pixels are numbers of segments. */
  readonly segment: number | undefined;
  readonly slice: number;
}

/** A DICOM segmentation, from its header alone. */
export function foundSegmentation(content: ScanContent, name: string, count: number): FoundSegmentation {
  return { name, files: [content], count, read: (options) => readSegmentation(content, name, options) };
}

/**
 * The segments of a DICOM segmentation: binary, fractional or a label map, each frame where it lies, however many or few there are.
 * What is half occupied or probable is inside.
 * @throws AppError 'dicom-damaged', 'dicom-geometry', 'dicom-slices-uneven', 'dicom-compression', 'dicom-codec', 'file-truncated',
 * 'segmentation-many', 'volume-too-large', 'file-unreadable'.
 */
async function readSegmentation(
  content: ScanContent,
  name: string,
  options: ReaderOptions,
): Promise<RawSegmentation> {
  const header = await readHeader(content);
  try {
    return await segmentsOf(header, name, options);
  } catch (cause) {
    // The parser throws texts.
    if (typeof cause !== 'string' && !(cause instanceof RangeError)) throw cause;
    throw new AppError('dicom-damaged', { name, fault: 'header-broken' }, { cause });
  } finally {
    forgetFrames();
  }
}

async function segmentsOf(header: Header, name: string, options: ReadOptions): Promise<RawSegmentation> {
  const { dataset } = header;
  const facts = segmentFacts(dataset);
  if (facts.length > MOST_OBJECTS) {
    throw new AppError('segmentation-many', { name, count: facts.length, most: MOST_OBJECTS });
  }
  const kind = kindOf(name, dataset);
  const pixels = await segmentFrames(name, header, kind === 'BINARY', options);
  const { stack, frames } = placed(name, dataset, pixels);
  const masks =
    kind === 'LABELMAP'
      ? await ofLabels(name, stack, pixels, frames)
      : await ofFrames(name, stack, pixels, { frames, facts, most: mostOf(dataset, kind) });
  options.signal?.throwIfAborted();
  const notices = kind === 'FRACTIONAL' ? [toWire(new AppError('segmentation-fractional', { name }))] : [];
  const segments = facts.flatMap(({ number: label, name: own, color }): readonly FileSegment[] => {
    const mask = masks.get(label);
    return mask ? [{ label, name: own, color, mask }] : [];
  });
  return { grid: stack.grid, segments, notices };
}

function kindOf(name: string, dataset: Dataset): Kind {
  const kind = dataset.code(TAG.segmentationType)?.toUpperCase() ?? 'BINARY';
  if (kind === 'BINARY' || kind === 'FRACTIONAL' || kind === 'LABELMAP') return kind;
  throw new AppError('dicom-damaged', { name, fault: 'no-meaning' });
}

/** The number that stands for all of a pixel. */
function mostOf(dataset: Dataset, kind: Kind): number {
  return kind === 'BINARY' ? 1 : Math.max(1, dataset.short(TAG.mostFractional) ?? 255);
}

/** Where the frames lie, and of which segment each is. */
function placed(name: string, dataset: Dataset, { rows, columns, count }: SegmentFrames) {
  const perFrame = dataset.items(TAG.frameGroups);
  if (count > MOST_FRAMES || perFrame.length !== count) {
    throw new AppError('dicom-geometry', { name, missing: 'position' });
  }
  const shared = dataset.item(TAG.sharedGroups);
  const all = perFrame.map((own): Sources => [own, ...(shared ? [shared] : []), dataset]);
  const planes = all.map((sources): Plane => planeOf(name, sources));
  const stack = segmentStack(name, planes, [columns, rows], stepMm(all[0] ?? [dataset]));
  const frames = all.map((sources, n): Frame => {
    const segment = first(
      sources,
      within(TAG.segmentIdentification, (from) => from.short(TAG.referencedSegment)),
    );
    return { segment, slice: stack.slices[n] ?? 0 };
  });
  return { stack, frames };
}

/** From slice to slice, as the file says it. */
function stepMm(sources: Sources): number | undefined {
  const read = (tag: string) =>
    first(
      sources,
      within(TAG.measuresSequence, (from) => from.number(tag)),
    );
  return read(TAG.spacingBetween) ?? read(TAG.sliceThickness);
}

/** Of pixels that are numbers of segments. */
async function ofLabels(
  name: string,
  { grid }: SegmentStack,
  pixels: SegmentFrames,
  frames: readonly Frame[],
): Promise<ReadonlyMap<number, Mask>> {
  const [ni, nj, nk] = grid.size;
  if (2 * ni * nj * nk > MOST_MASK_BYTES) {
    throw new AppError('volume-too-large', { name, bytes: 2 * ni * nj * nk, most: MOST_MASK_BYTES });
  }
  const data = new Uint16Array(ni * nj * nk);
  for (const [n, { slice }] of frames.entries()) data.set(await pixels.read(n), slice * ni * nj);
  const labelled = masksOfLabels(grid, { data, slope: 1, intercept: 0 }, MOST_OBJECTS);
  if ('masks' in labelled) return labelled.masks;
  const count = 'count' in labelled ? labelled.count : MOST_OBJECTS;
  throw new AppError('segmentation-many', { name, count, most: MOST_OBJECTS });
}

interface Framed {
  readonly frames: readonly Frame[];
  readonly facts: readonly SegmentFacts[];
  readonly most: number;
}

/** Of frames that are of one segment each: made one by one, each in the smallest box that it may have. */
async function ofFrames(
  name: string,
  { grid }: SegmentStack,
  pixels: SegmentFrames,
  { frames, facts, most }: Framed,
): Promise<ReadonlyMap<number, Mask>> {
  const masks = new Map<number, Mask>();
  let bytes = 0;
  for (const { number } of facts) {
    const own = frames.flatMap(({ segment, slice }, n) => (segment === number ? [{ n, slice }] : []));
    if (own.length === 0) continue;
    const from = own.reduce((least, { slice }) => Math.min(least, slice), grid.size[2]);
    const to = own.reduce((past, { slice }) => Math.max(past, slice + 1), 0);
    const whole = blankMask(grid, { from: [0, 0, from], to: [grid.size[0], grid.size[1], to] });
    const [ni, nj] = boxSize(whole.box);
    for (const { n, slice } of own) {
      const at = (slice - whole.box.from[2]) * ni * nj;
      raise(whole.data.subarray(at, at + ni * nj), await pixels.read(n), most);
    }
    const mask = tight(whole);
    bytes += mask.data.length;
    if (bytes > MOST_MASK_BYTES)
      throw new AppError('volume-too-large', { name, bytes, most: MOST_MASK_BYTES });
    masks.set(number, mask);
  }
  return masks;
}

/** Makes each place as probable as the number stored for it, of `most`: what is half of it or more is inside. */
function raise(target: Uint8Array, stored: ArrayLike<number>, most: number): void {
  for (let at = 0; at < target.length; at++) {
    const value = Math.min(stored[at] ?? 0, most);
    if (value === 0) continue;
    const byte = Math.round((255 * value) / most);
    const onItsSide = 2 * value >= most ? Math.max(128, byte) : Math.min(127, byte);
    target[at] = Math.max(target[at] as number, onItsSide);
  }
}
