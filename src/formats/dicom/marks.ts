import type { Dataset } from './dataset.ts';
import type { Marks } from './image.ts';
import { first, type Sources, within } from './sources.ts';
import { TAG } from './tags.ts';

/** What may tell a picture from others at its place. */
export function marksOf(sources: Sources): Marks {
  const number = (tag: string) => first(sources, (from) => from.number(tag));
  const double = (sequence: string, tag: string) =>
    first(
      sources,
      within(sequence, (from) => from.double(tag)),
    );
  const numberIn = (sequence: string, tag: string) =>
    first(
      sources,
      within(sequence, (from) => from.number(tag)),
    );
  const inContent = <T>(read: (from: Dataset) => T | undefined) =>
    first(sources, within(TAG.contentSequence, read));
  // Of an enhanced MR magnitude and phase may have one type, and say apart which is which.
  const typesOf = (item: Dataset | undefined) =>
    [item?.code(TAG.frameType), item?.code(TAG.complexComponent)].filter(Boolean).join('\\');
  const frameType = first(sources, (from) =>
    [TAG.mrFrameType, TAG.ctFrameType].map((tag) => typesOf(from.item(tag))).find(Boolean),
  );
  return {
    seriesNumber: number(TAG.seriesNumber),
    rescaleType: rescaleTypeOf(sources),
    imageType: frameType ?? first(sources, (from) => from.code(TAG.imageType)) ?? '',
    echoTime:
      double(TAG.echoSequence, TAG.effectiveEchoTime) ?? number(TAG.echoTime) ?? number(TAG.echoNumber),
    temporal: inContent((from) => from.long(TAG.temporalIndex)) ?? number(TAG.temporalId),
    bValue: double(TAG.diffusionSequence, TAG.bValue),
    gradient: gradientOf(sources),
    dimensions: dimensionsOf(sources),
    stack: inContent((from) => from.code(TAG.stackId)) ?? '',
    acquisition: number(TAG.acquisitionNumber),
    kernel: first(sources, (from) => from.code(TAG.kernel)) ?? '',
    trigger: double(TAG.cardiacSequence, TAG.triggerDelay) ?? number(TAG.triggerTime),
    cardiacPercent: first(
      sources,
      within(TAG.cardiacSequence, (from) => from.long(TAG.cardiacPercent)),
    ),
    flipAngle: numberIn(TAG.timingSequence, TAG.flipAngle),
    inversionTime: number(TAG.inversionTime),
    kvp: numberIn(TAG.tubeSequence, TAG.kvp),
    frameOfReference: first(sources, (from) => from.code(TAG.frameOfReference)) ?? '',
    time: number(TAG.acquisitionTime) ?? number(TAG.contentTime),
    instance: number(TAG.instanceNumber),
  };
}

const HOUNSFIELD = /^(?:HU|HOUNSFIELD(?: UNITS?)?)$/;

/** What a CT's values are where it is said. Source: DICOM PS3.3, C.11.1.1.2. */
function rescaleTypeOf(sources: Sources): string {
  const told = first(
    sources,
    within(TAG.rescaleSequence, (from) => from.code(TAG.rescaleType)),
  );
  const type = told?.toUpperCase() ?? '';
  return HOUNSFIELD.test(type) ? 'HU' : type;
}

function gradientOf(sources: Sources): string {
  const numbers = first(
    sources,
    within(
      TAG.diffusionSequence,
      within(TAG.gradientSequence, (from) => from.doubles(TAG.gradient)),
    ),
  );
  return numbers?.join(' ') ?? '';
}

/** Pointers to the place of a picture, which tell no volumes apart. */
const PLACES: readonly string[] = [TAG.placeInStack, TAG.position];

/** '' where the file does not say what it counts by. Source: DICOM PS3.3, C.7.6.17. */
function dimensionsOf(sources: Sources): string {
  const pointers = first(sources, (from) =>
    from.has(TAG.dimensions)
      ? from.items(TAG.dimensions).map((item) => item.tag(TAG.dimensionPointer))
      : undefined,
  );
  const values = first(
    sources,
    within(TAG.contentSequence, (from) => from.longs(TAG.dimensionValues)),
  );
  if (!pointers || values?.length !== pointers.length) return '';
  if (!pointers.some((pointer) => pointer && PLACES.includes(pointer))) return '';
  const others = values.filter((_, n) => !PLACES.includes(pointers[n] ?? ''));
  return others.map((value) => String(value).padStart(10, '0')).join(' ');
}
