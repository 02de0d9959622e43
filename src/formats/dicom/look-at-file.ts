import { AppError, type DicomKind } from '#errors.ts';
import type { ScanContent } from '#formats/scan-content.ts';
import { bodyPartOf } from './body-part.ts';
import type { Dataset } from './dataset.ts';
import { decimals } from './decimals.ts';
import { type Header, readHeader } from './header.ts';
import type { Image, PixelForm, PixelPlace, SeriesFacts } from './image.ts';
import { isConeBeam, kindOf } from './kinds.ts';
import { marksOf } from './marks.ts';
import { mosaicOf, tilesOf } from './mosaic.ts';
import { pixelFormOf } from './pixel-form.ts';
import { planeOf } from './plane.ts';
import { cautiousDescription, kernelWord } from './private-words.ts';
import { hasReferences } from './source-facts.ts';
import { first, type Sources, within } from './sources.ts';
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
  // Or all have one UID.
  const key = JSON.stringify(uid ? [uid, modality] : [content.folder, number, modality, description]);
  return {
    key,
    modality,
    isConeBeam: isConeBeam(dataset),
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
    longOffsets: dataset.longLongs(TAG.longOffsets),
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

function described(name: string, sources: Sources) {
  const rescale = (attribute: 'RescaleSlope' | 'RescaleIntercept') =>
    first(
      sources,
      within(TAG.rescaleSequence, (from) => decimals(name, from, attribute)),
    )?.[0];
  const slope = rescale('RescaleSlope');
  return {
    plane: planeOf(name, sources),
    slope: slope === undefined || slope === 0 ? 1 : slope,
    intercept: rescale('RescaleIntercept') ?? 0,
    marks: marksOf(sources),
  };
}
