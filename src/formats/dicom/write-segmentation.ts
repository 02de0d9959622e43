import type { DicomSegment, SegmentationWish } from '#formats/dicom-segments.ts';
import { commonVoxels } from '#volume/mask.ts';
import { dicomLab } from './cielab.ts';
import { type Frame, framesOf, packed } from './packed-frames.ts';
import { dot } from './plane.ts';
import { type SourceFacts, sourceFacts } from './source-facts.ts';
import { normalOf, type Stack } from './stack.ts';
import { type DicomAttributes, dicomBytes } from './write-file.ts';
import { decimals, dicomDate, dicomTime, freshUid, limited, plain } from './written-values.ts';

const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';
/** Of this writer: a UUID as a UID. */
const IMPLEMENTATION = '2.25.301475163046271350823137425690275318265';

/**
 * A DICOM Segmentation (PS3.3, A.51), binary, one segment for each object: rows, columns and places of the series' own slices, a frame for
 * each slice on which a segment is, which refers to the picture it was made of. Patient, study and frame of reference
 * are those of the series; all other identifiers are new.
 */
export async function writeSegmentation(
  stack: Stack,
  wish: SegmentationWish,
): Promise<Uint8Array<ArrayBuffer>> {
  const source = await sourceFacts(stack.images);
  const frames = framesOf(wish.segments);
  const instance = freshUid();
  const meta = {
    '0002,0001 OB': Uint8Array.of(0, 1),
    '0002,0002 UI': SEGMENTATION,
    '0002,0003 UI': instance,
    '0002,0012 UI': IMPLEMENTATION,
    '0002,0013 SH': 'PARSE3D',
  };
  return dicomBytes(meta, {
    '0028,2110 CS': '00',
    ...source.attributes,
    ...generalAttributes(source, wish, instance),
    ...imageAttributes(stack, wish, frames.length),
    ...referenceAttributes(source),
    ...dimensionAttributes(),
    '0062,0002 SQ': wish.segments.map((segment, n) => segmentItem(segment, n + 1, source.isUnicode)),
    '5200,9229 SQ': [sharedGroups(stack, source)],
    '5200,9230 SQ': frames.map((frame) => frameGroups(frame, source)),
    '7fe0,0010 OB': packed(frames, stack),
  });
}

function generalAttributes(
  { seriesNumber }: SourceFacts,
  { at, appVersion }: SegmentationWish,
  instance: string,
): DicomAttributes {
  const [date, time] = [dicomDate(at), dicomTime(at)];
  return {
    '0008,0008 CS': 'DERIVED\\PRIMARY',
    '0008,0012 DA': date,
    '0008,0013 TM': time,
    '0008,0016 UI': SEGMENTATION,
    '0008,0018 UI': instance,
    '0008,0021 DA': date,
    '0008,0023 DA': date,
    '0008,0031 TM': time,
    '0008,0033 TM': time,
    '0008,0060 CS': 'SEG',
    '0008,0070 LO': 'parse3d',
    '0008,103e LO': 'Segmentation (parse3d, research use only)',
    '0008,1090 LO': 'parse3d',
    '0018,1000 LO': '0',
    '0018,1020 LO': appVersion,
    '0020,000e UI': freshUid(),
    '0020,0011 IS': String(seriesNumber + SERIES_OFFSET),
    '0020,0013 IS': '1',
    '0070,0080 CS': 'SEGMENTATION',
    '0070,0081 LO': 'Made by an automatic method; research use only',
    '0070,0084 PN': '',
  };
}

/** Puts the new series behind those of the study. */
const SERIES_OFFSET = 9000;

function imageAttributes(
  { grid: { size } }: Stack,
  { segments }: SegmentationWish,
  frames: number,
): DicomAttributes {
  const isOverlapping = segments.some(({ mask }, n) =>
    segments.slice(0, n).some((other) => commonVoxels(mask, other.mask) > 0),
  );
  return {
    '0028,0002 US': [1],
    '0028,0004 CS': 'MONOCHROME2',
    '0028,0008 IS': String(frames),
    '0028,0010 US': [size[1]],
    '0028,0011 US': [size[0]],
    '0028,0100 US': [1],
    '0028,0101 US': [1],
    '0028,0102 US': [0],
    '0028,0103 US': [0],
    '0062,0001 CS': 'BINARY',
    '0062,0013 CS': isOverlapping ? 'YES' : 'NO',
  };
}

/** Every picture of the series, once. */
function referenceAttributes({ series, images }: SourceFacts): DicomAttributes {
  const files = new Map(images.map((image) => [image.instance, image]));
  return {
    '0008,1115 SQ': [
      {
        '0008,114a SQ': [...files.values()].map(({ sopClass, instance }) => ({
          '0008,1150 UI': sopClass,
          '0008,1155 UI': instance,
        })),
        '0020,000e UI': series,
      },
    ],
  };
}

const REFERENCED_SEGMENT = [0x0062, 0x000b];
const SEGMENT_IDENTIFICATION = [0x0062, 0x000a];
const IMAGE_POSITION = [0x0020, 0x0032];
const PLANE_POSITION = [0x0020, 0x9113];

/** Frames are told apart by segment, and by where they lie. */
function dimensionAttributes(): DicomAttributes {
  const organization = freshUid();
  const index = (pointer: readonly number[], group: readonly number[], label: string) => ({
    '0020,9164 UI': organization,
    '0020,9165 AT': pointer,
    '0020,9167 AT': group,
    '0020,9421 LO': label,
  });
  return {
    '0020,9221 SQ': [{ '0020,9164 UI': organization }],
    '0020,9222 SQ': [
      index(REFERENCED_SEGMENT, SEGMENT_IDENTIFICATION, 'Segment Number'),
      index(IMAGE_POSITION, PLANE_POSITION, 'Image Position Patient'),
    ],
  };
}

const ALGORITHM_TYPES = { model: 'AUTOMATIC', 'model-and-person': 'SEMIAUTOMATIC', person: 'MANUAL' };

function segmentItem(segment: DicomSegment, number: number, isUnicode: boolean): DicomAttributes {
  const { title, color, category, type, side, madeBy, algorithm } = segment;
  const written = (text: string) => limited(isUnicode ? text : plain(text), `Segment ${number}`);
  return {
    '0062,0003 SQ': [codeItem(category.value, 'SCT', category.meaning)],
    '0062,0004 US': [number],
    '0062,0005 LO': written(title),
    '0062,0008 CS': ALGORITHM_TYPES[madeBy],
    ...(madeBy !== 'person' && { '0062,0009 LO': written(algorithm) }),
    '0062,000d US': dicomLab(color),
    '0062,000f SQ': [
      {
        ...codeItem(type.value, 'SCT', type.meaning),
        ...(side && { '0062,0011 SQ': [codeItem(side.value, 'SCT', side.meaning)] }),
      },
    ],
    '0062,0020 UT': written(title),
    '0062,0021 UI': freshUid(),
  };
}

function codeItem(value: string, scheme: string, meaning: string): DicomAttributes {
  return { '0008,0100 SH': value, '0008,0102 SH': scheme, '0008,0104 LO': meaning };
}

function sharedGroups({ images, grid }: Stack, { sliceThickness }: SourceFacts): DicomAttributes {
  const [first] = images;
  if (!first) throw new Error('a stack has pictures');
  const { along, down, spacing } = first.plane;
  const [, , x, , , , y, , , , z] = grid.voxelToWorld;
  const between = Math.abs(dot([-x, -y, z], normalOf(first.plane)));
  return {
    '0020,9116 SQ': [{ '0020,0037 DS': decimals([...along, ...down]) }],
    '0028,9110 SQ': [
      {
        '0018,0050 DS': decimals([sliceThickness ?? between]),
        '0018,0088 DS': decimals([between]),
        '0028,0030 DS': decimals(spacing),
      },
    ],
  };
}

function frameGroups({ segment, slice }: Frame, { images }: SourceFacts): DicomAttributes {
  const source = images[slice];
  if (!source) throw new Error(`There is no slice ${slice}.`);
  const { image, sopClass, instance } = source;
  return {
    '0008,9124 SQ': [
      {
        '0008,2112 SQ': [
          {
            '0008,1150 UI': sopClass,
            '0008,1155 UI': instance,
            ...(image.place.frameCount > 1 && { '0008,1160 IS': String(image.frame + 1) }),
            '0028,135a CS': 'YES',
            '0040,a170 SQ': [codeItem('121322', 'DCM', 'Source image for image processing operation')],
          },
        ],
        '0008,9215 SQ': [codeItem('113076', 'DCM', 'Segmentation')],
      },
    ],
    '0020,9111 SQ': [{ '0020,9157 UL': [segment, slice + 1] }],
    '0020,9113 SQ': [{ '0020,0032 DS': decimals(image.plane.position) }],
    '0062,000a SQ': [{ '0062,000b US': [segment] }],
  };
}
