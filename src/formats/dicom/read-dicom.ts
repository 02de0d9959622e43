import { AppError, toWire, type WireError } from '#errors.ts';
import type { FoundScan, ListOptions, Reader, ScanListing, ScanPart, SetApart } from '#formats/reader.ts';
import type { ScanContent } from '#formats/scan-content.ts';
import type { FoundSegmentation } from '#formats/segmentation.ts';
import { spacing } from '#volume/affine.ts';
import { isDicom } from './header.ts';
import type { Image, SeriesFacts } from './image.ts';
import { type Looked, lookAtFile } from './look-at-file.ts';
import { otherFiles } from './other-files.ts';
import { pictureOf } from './picture.ts';
import { foundSegmentation } from './read-segmentation.ts';
import { readStack } from './read-stack.ts';
import { alike, isParallel, type Volume, volumesOf } from './split-series.ts';
import { byPlace, stackOf } from './stack.ts';
import { valuesOf } from './values-of.ts';
import { writeSegmentation } from './write-segmentation.ts';

/** Larger scans than any that is made; an address space ends soon after. */
const MOST_BYTES = 4 * 2 ** 30;

/** So many pictures of one direction, where a series has several directions, were made to plan a scan by. */
const MOST_PLANNING = 5;

/**
 * DICOM: CT, MR and whatever else comes as parallel pictures with a place in the patient. Series are put together by what the
 * headers say of the patient's space, never by names or numbers of files.
 */
export const dicomReader: Reader = {
  recognises: isDicom,
  list: listDicom,
};

/** Why a picture that belongs to a series is not read. */
const LOST: ReadonlySet<string> = new Set(['file-truncated', 'dicom-number']);

/** A file and what it is. */
interface LookedAt {
  readonly content: ScanContent;
  readonly looked: Looked;
}

/** Files of one series. */
interface Series {
  readonly facts: SeriesFacts;
  readonly files: LookedAt[];
}

async function listDicom(own: readonly ScanContent[], options: ListOptions): Promise<ScanListing> {
  const all = new Map<string, Series>();
  const damaged: { readonly content: ScanContent; readonly reason: WireError }[] = [];
  for (const [n, content] of own.entries()) {
    options.signal?.throwIfAborted();
    try {
      const looked = await lookAtFile(content);
      const series = all.get(looked.series.key) ?? { facts: looked.series, files: [] };
      all.set(looked.series.key, series);
      series.files.push({ content, looked });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      damaged.push({ content, reason: toWire(error) });
    }
    options.onProgress?.(n + 1, own.length);
  }
  const [scans, segmentations, apart]: [FoundScan[], FoundSegmentation[], SetApart[]] = [[], [], []];
  const alone: SetApart[] = [];
  for (const series of [...all.values()].sort(byNumber)) {
    const folders = new Set(series.files.map(({ content }) => content.folder));
    const beside = damaged.filter(({ content }) => folders.has(content.folder));
    const listing = await listSeries(
      series,
      beside.map(({ reason }) => reason),
      options,
    );
    scans.push(...listing.scans);
    segmentations.push(...segmentationsOf(series));
    if (isAlone(series, listing)) alone.push(...listing.apart);
    else apart.push(...listing.apart);
  }
  apart.push(...together(alone));
  apart.push(...damaged.map(({ content: { name }, reason }) => ({ name, reason, count: 1 })));
  return {
    scans: distinct(scans),
    segmentations: distinct(segmentations),
    apart: apart.toSorted((a, b) => importance(a) - importance(b)),
  };
}

/** Files that are one slice and a series of their own, each, as one: to give their folder again would not help. */
function together(alone: readonly SetApart[]): readonly SetApart[] {
  const [first] = alone;
  if (!first || alone.length < 2) return alone;
  const { name } = first;
  const count = alone.length;
  return [{ name, reason: toWire(new AppError('dicom-other', { name, kind: 'scattered', count })), count }];
}

function isAlone({ files }: Series, { scans, apart: [only] }: ScanListing): boolean {
  if (files.length !== 1 || scans.length > 0 || !only) return false;
  const { details } = only.reason;
  return 'kind' in details && details['kind'] === 'single';
}

/** Each file is one. */
function segmentationsOf({ facts: { number }, files }: Series): readonly FoundSegmentation[] {
  const name = `Segmentation${number === undefined ? '' : ` of series ${number}`}`;
  return files.flatMap(({ content, looked }) =>
    looked.is === 'segmentation' ? [foundSegmentation(content, name, looked.count)] : [],
  );
}

function byNumber({ facts: one }: Series, { facts: other }: Series): number {
  return (one.number ?? Number.MAX_SAFE_INTEGER) - (other.number ?? Number.MAX_SAFE_INTEGER);
}

/** What tells most of why nothing can be opened comes first. */
function importance({ reason: { code, details } }: SetApart): number {
  if (code !== 'dicom-other') return 0;
  return 'kind' in details && details.kind === 'directory' ? 2 : 1;
}

async function listSeries(
  { facts, files }: Series,
  notices: readonly WireError[],
  options: ListOptions,
): Promise<ScanListing> {
  const apart: SetApart[] = [...otherFiles(files)];
  const scans: FoundScan[] = [];
  const name = seriesName(facts);
  const images = files.flatMap(({ looked }) => (looked.is === 'images' ? looked.images : []));
  const groups = alike(images);
  const isPlanning = (group: readonly Image[]) => groups.length > 1 && group.length <= MOST_PLANNING;
  const planning = groups.filter(isPlanning).flat();
  // What lies as a volume of its series does was not made to plan it.
  const rest = groups.filter((group) => !isPlanning(group));
  const odd = planning.filter((image) => rest.some(([other]) => other && isParallel(other, image)));
  const localizers = planning.filter((image) => !odd.includes(image));
  if (localizers.length > 0) apart.push(leftOut(localizers, 'localizer'));
  if (odd.length > 0) apart.push(leftOut(odd, 'odd-size'));
  for (const group of rest) {
    options.signal?.throwIfAborted();
    try {
      // A picture that should be among them cannot be read: without it the scan would have a gap, or end early.
      const lost = files.find(({ looked }) => looked.is === 'refused' && LOST.has(looked.reason.code));
      if (lost?.looked.is === 'refused') throw lost.looked.reason;
      if (byPlace(group).length < 2) apart.push(leftOut(group, 'single'));
      else for (const volume of await volumesOf(name, group)) scans.push(scanOf(facts, volume, notices));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      apart.push({ name, reason: toWire(error), count: new Set(group.map(({ place }) => place)).size });
    }
  }
  return { scans, apart };
}

function leftOut(images: readonly Image[], kind: 'localizer' | 'single' | 'odd-size'): SetApart {
  const name = images[0]?.place.content.name ?? '';
  const count = images.length;
  return { name, reason: toWire(new AppError('dicom-other', { name, kind, count })), count };
}

function scanOf(facts: SeriesFacts, volume: Volume, fromFiles: readonly WireError[]): FoundScan {
  const name = seriesName(facts, volume.part);
  const stack = stackOf(name, volume.images);
  const { grid, images } = stack;
  const bytes = grid.size[0] * grid.size[1] * grid.size[2] * ((images[0]?.form.bitsAllocated ?? 8) / 8);
  if (bytes > MOST_BYTES) throw new AppError('volume-too-large', { name, bytes, most: MOST_BYTES });
  const { modality, isCt, notices: ofValues } = valuesOf(name, facts, images);
  const copies =
    volume.copies > 0 ? [toWire(new AppError('dicom-copies', { name, count: volume.copies }))] : [];
  const notices = [...copies, ...ofValues, ...fromFiles];
  const { description, kernel, bodyPart } = facts;
  return {
    name,
    files: [...new Set(images.map(({ place }) => place.content))],
    summary: {
      size: grid.size,
      spacingMm: spacing(grid.voxelToWorld),
      ...(modality && { modality }),
      ...(modality === 'other' && facts.modality && { modalityWord: facts.modality }),
      ...(description && { description }),
      ...(kernel && { kernel }),
      ...(bodyPart && { bodyPart }),
      ...(volume.part && { part: volume.part }),
    },
    read: (options) => readStack(stack, { name, modality, isCt, bodyPart, notices }, options),
    // A segmentation refers to whole pictures of files.
    ...(facts.hasReferences &&
      images.every(({ tile }) => !tile) && { segmentation: (wish) => writeSegmentation(stack, wish) }),
    picture: (options) => pictureOf(middle(images), isCt, options),
  };
}

function middle(images: readonly Image[]): Image {
  const image = images[Math.floor(images.length / 2)];
  if (!image) throw new Error('a stack has pictures');
  return image;
}

/** A name made of nothing that could name the patient: 'MR series 14 echo 2'. */
function seriesName({ modality, number }: SeriesFacts, part?: ScanPart): string {
  const known = modality !== undefined && /^[A-Z]{2}$/.test(modality) ? modality : 'DICOM';
  const series = `${known} series${number === undefined ? '' : ` ${number}`}`;
  return part ? `${series} ${part.kind} ${part.n}` : series;
}

/** Two studies may have series of one number. */
function distinct<T extends { readonly name: string }>(scans: readonly T[]): readonly T[] {
  const seen = new Map<string, number>();
  return scans.map((scan) => {
    const n = (seen.get(scan.name) ?? 0) + 1;
    seen.set(scan.name, n);
    return n === 1 ? scan : { ...scan, name: `${scan.name} (${n})` };
  });
}
