import type { FileSegment } from '#formats/segmentation.ts';
import type { Measurement, Volume } from '#volume/types.ts';
import { blended, colorDistance } from './color-distance.ts';
import { withoutModel } from './drawn-object.ts';
import { type FileOrigin, type Finding, type FindingId, type FoundObject, foundObjects } from './finding.ts';

/** Colours nearer than this look alike on a scan (CIEDE2000), so that one of the two objects takes another. */
const ALIKE = 10;

interface Given {
  readonly id: FindingId;
  /** What it is to be called, unless another is called so. */
  readonly title: string;
  readonly segment: Pick<FileSegment, 'label' | 'color'>;
  readonly origin: FileOrigin;
  readonly measurement: Measurement;
}

/** An object that was read from a file: under its own label and in its own colour where no other has them. */
export function fileObject(
  { id, title, segment, origin, measurement }: Given,
  scan: Pick<Volume, 'id' | 'modality'>,
  findings: readonly Finding[],
): FoundObject {
  const plain = withoutModel(id, title, scan, findings);
  const others = foundObjects(findings);
  const isFree = !others.some(({ labelId }) => labelId === segment.label);
  const own = segment.color;
  const isApart = own && !others.some(({ color }) => colorDistance(onGrey(color), onGrey(own)) < ALIKE);
  return {
    ...plain,
    prompt: '',
    fromFile: origin,
    measurement,
    ...(isFree && { labelId: segment.label }),
    ...(own && isApart && { color: own }),
  };
}

function onGrey(color: readonly [number, number, number]) {
  return blended(color, 0.5, 128);
}
