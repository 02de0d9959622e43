import { AppError, type DicomKind } from '#errors.ts';
import type { ScanContent } from '#formats/scan-content.ts';
import type { Vec3 } from '#volume/types.ts';
import { bodyPartOf } from './body-part.ts';
import type { Dataset } from './dataset.ts';
import { type Header, readHeader } from './header.ts';
import type { Image, Marks, PixelForm, PixelPlace, Plane, SeriesFacts } from './image.ts';
import { kindOf } from './kinds.ts';
import { mosaicOf, tilesOf } from './mosaic.ts';
import { pixelFormOf } from './pixel-form.ts';
import { cautiousDescription, kernelWord } from './private-words.ts';
import { hasReferences } from './source-facts.ts';
import { TAG } from './tags.ts';

/** What a file is: pictures of a series, or something that is no scan. */
export type Looked =
  | { readonly is: 'images'; readonly series: SeriesFacts; readonly images: readonly Image[] }
  /** Objects that somebody or something has outlined. */
  | { readonly is: 'segmentation'; readonly count: number; readonly series: SeriesFacts }
  | { readonly is: 'other'; readonly kind: DicomKind; readonly series: SeriesFacts }
  /** A picture that a scan could be made of, but for this. */
  | { readonly is: 'refused'; readonly reason: AppError; readonly series: SeriesFacts };

/** What the header of `content` says. @throws AppError 'dicom-damaged', 'file-unreadable'. */
export async function lookAtFile(content: ScanContent): Promise<Looked> {
  const header = await readHeader(content);
  try {
    return lookAt(content, header);
  } catch (cause) {
    // The parser throws texts, and the values of attributes are read only here.
    if (typeof cause !== 'string' && !(cause instanceof RangeError)) throw cause;
    throw new AppError('dicom-damaged', { name: content.name, fault: 'header-broken' }, { cause });
  }
}

function lookAt(content: ScanContent, header: Header): Looked {
  const { dataset } = header;
  const series = seriesOf(content, dataset);
  const kind = kindOf(dataset, header.pixels !== undefined);
  if (kind === 'segmentation' && header.pixels && dataset.has(TAG.segments)) {
    return { is: 'segmentation', count: dataset.items(TAG.segments).length, series };
  }
  const mosaic = kind === 'mosaic' ? mosaicOf(dataset) : undefined;
  if (kind && !mosaic) return { is: 'other', kind, series };
  try {
    const images = imagesOf(content, header);
    const [picture] = images;
    if (!mosaic || !picture) return { is: 'images', series, images };
    const tiles = images.length === 1 ? tilesOf(picture, mosaic) : undefined;
    return tiles ? { is: 'images', series, images: tiles } : { is: 'other', kind: 'mosaic', series };
  } catch (reason) {
    if (!(reason instanceof AppError)) throw reason;
    return { is: 'refused', reason, series };
  }
}

function seriesOf(content: ScanContent, dataset: Dataset): SeriesFacts {
  const uid = dataset.code(TAG.series);
  const number = dataset.number(TAG.seriesNumber);
  const modality = dataset.code(TAG.modality)?.toUpperCase();
  const description = cautiousDescription(dataset);
  // Anonymised files may have lost their UIDs; their folder and what else they say of the series is left.
  const key = uid ?? JSON.stringify([content.folder, number, modality, description]);
  return {
    key,
    modality,
    number: number !== undefined && number >= 0 && number < 1e6 ? Math.trunc(number) : undefined,
    description,
    kernel: kernelWord(dataset.code(TAG.kernel)),
    bodyPart: bodyPartOf(dataset),
    hasReferences: hasReferences(dataset),
  };
}

function imagesOf(content: ScanContent, header: Header): readonly Image[] {
  const { dataset, pixels } = header;
  const { name } = content;
  const form = pixelFormOf(name, header);
  const frameCount = Math.max(1, Math.trunc(dataset.number(TAG.frames) ?? 1));
  const perFrame = dataset.items(TAG.frameGroups);
  if (!pixels || (frameCount > 1 && perFrame.length !== frameCount)) {
    throw new AppError('dicom-geometry', { name, missing: 'position' });
  }
  const place: PixelPlace = {
    content: header.content,
    ...pixels,
    frameCount,
    longOffsets: undefined,
  };
  checkLength(name, place, form);
  const shared = dataset.item(TAG.sharedGroups);
  const instanceUid = dataset.code(TAG.instance) ?? '';
  const common = { place, form, instanceUid };
  if (perFrame.length === 0) return [{ ...common, frame: 0, ...described(name, [dataset]) }];
  return perFrame.map((own, frame) => ({
    ...common,
    frame,
    ...described(name, [own, ...(shared ? [shared] : []), dataset]),
  }));
}

/** No codec packs tighter than this: a header may promise more than a file can hold. */
const MAX_RATIO = 20_000;

/** What the header says of its pixels must fit into the file; without packing, exactly. */
function checkLength(name: string, { content, offset, length, frameCount }: PixelPlace, form: PixelForm) {
  const needed = (frameCount * form.rows * form.columns * form.bitsAllocated) / 8;
  const isPacked = form.syntax.coding !== 'native';
  const least = isPacked ? needed / MAX_RATIO : needed;
  if ((!isPacked && (length ?? 0) < needed) || !content.mayHold(offset + least)) {
    throw new AppError('file-truncated', { name, reason: 'fewer pixels than announced' });
  }
}

/** Where each attribute may stand, the nearest first: the groups of a frame, those of all frames, the file. */
export type Sources = readonly Dataset[];

export function first<T>(sources: Sources, read: (from: Dataset) => T | undefined): T | undefined {
  for (const source of sources) {
    const value = read(source);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** An attribute that stands in a sequence of its own in the groups of frames, and plainly elsewhere. */
export const within =
  <T>(sequence: string, read: (from: Dataset) => T | undefined) =>
  (from: Dataset): T | undefined => {
    const inner = from.item(sequence);
    return (inner && read(inner)) ?? read(from);
  };

function described(name: string, sources: Sources) {
  const rescale = (tag: string) =>
    first(
      sources,
      within(TAG.rescaleSequence, (from) => from.number(tag)),
    );
  const slope = rescale(TAG.slope);
  return {
    plane: planeOf(name, sources),
    slope: slope === undefined || slope === 0 ? 1 : slope,
    intercept: rescale(TAG.intercept) ?? 0,
    marks: marksOf(sources),
  };
}

export function planeOf(name: string, sources: Sources): Plane {
  const missing = (missing: 'position' | 'orientation' | 'spacing') =>
    new AppError('dicom-geometry', { name, missing });
  const position = first(
    sources,
    within(TAG.positionSequence, (from) => from.vector(TAG.position)),
  );
  if (!position) throw missing('position');
  const read = (at: number) =>
    first(
      sources,
      within(TAG.orientationSequence, (from) => from.vector(TAG.orientation, at)),
    );
  const [along, down] = [unit(read(0)), unit(read(3))];
  if (!along || !down || Math.abs(dot(along, down)) > 0.01) throw missing('orientation');
  const [row, column] =
    first(
      sources,
      within(TAG.measuresSequence, (from) => pair(from.numbers(TAG.pixelSpacing))),
    ) ?? [];
  if (!row || !column || !(row > 0) || !(column > 0)) throw missing('spacing');
  return { position, along, down, spacing: [row, column] };
}

function marksOf(sources: Sources): Marks {
  const number = (tag: string) => first(sources, (from) => from.number(tag));
  const double = (sequence: string, tag: string) =>
    first(
      sources,
      within(sequence, (from) => from.double(tag)),
    );
  const inContent = <T>(read: (from: Dataset) => T | undefined) =>
    first(sources, within(TAG.contentSequence, read));
  const frameType = first(sources, (from) =>
    [TAG.mrFrameType, TAG.ctFrameType].map((tag) => from.item(tag)?.code(TAG.frameType)).find(Boolean),
  );
  return {
    imageType: frameType ?? first(sources, (from) => from.code(TAG.imageType)) ?? '',
    echoTime:
      double(TAG.echoSequence, TAG.effectiveEchoTime) ?? number(TAG.echoTime) ?? number(TAG.echoNumber),
    temporal: inContent((from) => from.long(TAG.temporalIndex)) ?? number(TAG.temporalId),
    bValue: double(TAG.diffusionSequence, TAG.bValue),
    stack: inContent((from) => from.code(TAG.stackId)) ?? '',
    acquisition: number(TAG.acquisitionNumber),
    kernel: first(sources, (from) => from.code(TAG.kernel)) ?? '',
    trigger: number(TAG.triggerTime),
    time: number(TAG.acquisitionTime) ?? number(TAG.contentTime),
    instance: number(TAG.instanceNumber),
  };
}

function pair([one, two]: readonly number[]): readonly [number, number] | undefined {
  return one !== undefined && two !== undefined ? [one, two] : undefined;
}

function unit(vector: Vec3 | undefined): Vec3 | undefined {
  if (!vector) return undefined;
  const length = Math.hypot(...vector);
  return Math.abs(length - 1) < 0.01
    ? [vector[0] / length, vector[1] / length, vector[2] / length]
    : undefined;
}

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
