import type { SegmentationWish } from '#formats/dicom-segments.ts';
import type { NiftiHeader } from '#formats/nifti-header.ts';
import { turned } from '#volume/turn.ts';
import type { Mask } from '#volume/types.ts';
import { colorTable } from './color-table.ts';
import { type Comparison, comparisonCsv, comparisonJson } from './comparison.ts';
import { isEdited } from './edit-tools.ts';
import { EXPORTS } from './exports.ts';
import { fileSlugs, objectNames, outputNames } from './file-names.ts';
import { type FindingId, type FoundObject, foundObjects } from './finding.ts';
import { labelDescriptions } from './label-descriptions.ts';
import type { FileToMake } from './made-file.ts';
import type { Shown } from './mask-image.ts';
import { buildReport, type ReportFacts } from './report.ts';
import { structureCodes } from './structure-codes.ts';

/** What is saved is made of this. */
export interface SaveFacts extends ReportFacts {
  /** Of the scan's file. */
  readonly header: NiftiHeader;
  /** The paragraph for a paper, in words. */
  readonly methods: string;
  /** Of two results, where they were compared. */
  readonly comparison?: Comparison | undefined;
}

/** What a file holds: a text, what `makeFile` makes of this, or what only the scan's reader can make. */
export type Content = string | FileToMake | ({ readonly kind: 'dicom-seg' } & SegmentationWish);

/** A file to be. */
export interface SavedFile {
  /** Of its name, behind the one that all begin with. */
  readonly ending: string;
  /** MIME. */
  readonly type: string;
  readonly content: Content;
  /** Where it is of one object. */
  readonly object?: FindingId;
}

const NIFTI = 'application/gzip';

interface Drawn {
  readonly object: FoundObject;
  readonly mask: Mask;
  /** Its part of a file's name. */
  readonly slug: string;
}

/** One way of saving results. */
interface Kind {
  /** 'outlines': the objects as they are, so that work by hand is kept; 'objects': something of each, nothing where none is; 'answers': what was said. */
  readonly holds: 'outlines' | 'objects' | 'answers';
  readonly files: (facts: SaveFacts, drawn: readonly Drawn[]) => readonly SavedFile[];
}

const KINDS = {
  labels: { holds: 'outlines', files: labelFiles },
  masks: {
    holds: 'outlines',
    files: (facts, drawn) =>
      drawn.map(({ object: { id }, mask, slug }) => ({
        ...{ ending: objectNames('', slug).mask, type: NIFTI, object: id },
        content: onGrid(facts, { kind: 'mask', mask }),
      })),
  },
  probabilities: {
    holds: 'objects',
    files: (facts, drawn) =>
      drawn.map(({ object: { id }, mask, slug }) => ({
        ...{ ending: objectNames('', slug).probability, type: NIFTI, object: id },
        content: onGrid(facts, { kind: 'probability', mask }),
      })),
  },
  'seg.nrrd': {
    holds: 'outlines',
    files: ({ scan }, drawn) => {
      const grid = turned(scan.grid, scan.turned ?? []);
      const segments = drawn.map(({ object: { title, labelId, color }, mask }) => ({
        title,
        labelId,
        color,
        mask,
      }));
      return [
        {
          ending: '.seg.nrrd',
          type: 'application/octet-stream',
          content: { kind: 'seg-nrrd', grid, segments },
        },
      ];
    },
  },
  'dicom-seg': {
    holds: 'outlines',
    files: ({ appVersion, at }, drawn) => {
      const content = { kind: 'dicom-seg', segments: drawn.map(dicomSegment), appVersion, at } as const;
      return [{ ending: '_seg.dcm', type: 'application/dicom', content }];
    },
  },
  stl: {
    holds: 'objects',
    files: (_, drawn) =>
      drawn.map(({ object: { id }, mask, slug }) => ({
        ...{ ending: objectNames('', slug).surface, type: 'model/stl', object: id },
        content: { kind: 'stl', mask },
      })),
  },
  obj: {
    holds: 'objects',
    files: (_, drawn) => [
      { ending: '_surfaces.obj', type: 'model/obj', content: { kind: 'obj', objects: drawn.map(solid) } },
    ],
  },
  glb: {
    holds: 'objects',
    files: (_, drawn) => [
      {
        ending: '_surfaces.glb',
        type: 'model/gltf-binary',
        content: { kind: 'glb', objects: drawn.map(solid) },
      },
    ],
  },
  table: { holds: 'answers', files: (facts) => [{ ...EXPORTS.table, content: EXPORTS.table.write(facts) }] },
  comparison: {
    holds: 'answers',
    files: ({ comparison }) =>
      comparison
        ? [
            { ending: '_comparison.csv', type: 'text/csv', content: comparisonCsv(comparison) },
            { ending: '_comparison.json', type: 'application/json', content: comparisonJson(comparison) },
          ]
        : [],
  },
  report: { holds: 'answers', files: (facts) => [{ ...reportFile(facts), type: 'application/json' }] },
  methods: {
    holds: 'answers',
    files: ({ methods }) => [{ ending: '_methods.txt', type: 'text/plain', content: methods }],
  },
} satisfies Readonly<Record<string, Kind>>;

export type SaveKind = keyof typeof KINDS;

/** What results can be saved as. The page offers each, the terminal those of `--save`. */
export const SAVE_KINDS = Object.keys(KINDS) as readonly SaveKind[];

/**
 * The files that `kinds` are, in their order; `only`: those of one object, where a kind has a file for each. Where nothing was found a label
 * map is of zeros, and a DICOM segmentation is none: it must have a picture. So it is where all that was found has been erased.
 */
export function filesOf(
  facts: SaveFacts,
  kinds: readonly SaveKind[],
  only?: FindingId,
): readonly SavedFile[] {
  const drawn = drawnOf(facts);
  return kinds
    .filter((kind) => kind !== 'dicom-seg' || drawn.some(({ object }) => object.measurement.voxels > 0))
    .flatMap((kind) => KINDS[kind].files(facts, drawn))
    .filter(({ object }) => only === undefined || object === only);
}

/** Whether there is nothing worth saving as this kind where no object was found. */
export function isOfObjects(kind: SaveKind): boolean {
  return KINDS[kind].holds !== 'answers';
}

/** Whether it holds outlines as they are, so that work by hand is not lost with the page. */
export function holdsOutlines(kind: SaveKind): boolean {
  return KINDS[kind].holds === 'outlines';
}

/** The report, which names the other files where they are given. */
export function reportFile(facts: ReportFacts): { readonly ending: string; readonly content: string } {
  return { ending: outputNames('').report, content: `${JSON.stringify(buildReport(facts), undefined, 2)}\n` };
}

/** Masks lie on the grid of the scan's file, also where a person has said that it exchanges ends of the patient. */
function drawnOf({ scan, findings, maskOf }: SaveFacts): readonly Drawn[] {
  const grid = turned(scan.grid, scan.turned ?? []);
  const objects = foundObjects(findings);
  const slugs = fileSlugs(objects.map(({ title }) => title));
  return objects.flatMap((object, n) => {
    const mask = maskOf(object.id);
    return mask ? [{ object, mask: { ...mask, grid }, slug: slugs[n] ?? '' }] : [];
  });
}

/** Every object, hidden ones too, later ones over earlier ones; and what the numbers mean, for ITK-SNAP and for 3D Slicer. */
function labelFiles(facts: SaveFacts, drawn: readonly Drawn[]): readonly SavedFile[] {
  const names = outputNames('');
  const objects = drawn.map(({ object }) => object);
  const masks = drawn.map(({ object: { labelId }, mask }) => ({ labelId, mask }));
  return [
    { ending: names.labels, type: NIFTI, content: onGrid(facts, { kind: 'labels', masks }) },
    { ending: names.labelNames, type: 'text/plain', content: labelDescriptions(objects) },
    { ending: names.labelColors, type: 'text/plain', content: colorTable(objects) },
  ];
}

function onGrid({ scan: { grid }, header }: SaveFacts, shown: Shown): FileToMake {
  return { kind: 'image', shown, size: grid.size, header };
}

function solid({ object: { title, color }, mask }: Drawn) {
  return { title, color, mask };
}

function dicomSegment({ object, mask }: Drawn) {
  const { title, color, isChanged, isDrawn, edits, source } = object;
  const algorithm = `${source.model} ${source.version}`;
  const byModel = isChanged || isEdited(edits) ? ('model-and-person' as const) : ('model' as const);
  const madeBy = isDrawn ? ('person' as const) : byModel;
  // DICOM has no word for what is not known: neither all by hand nor all by a machine, and the algorithm says why.
  if (object.fromFile) {
    const made = { madeBy: 'model-and-person', algorithm: 'unknown, read from a file' } as const;
    return { title, color, ...made, mask, ...structureCodes(title) };
  }
  return { title, color, madeBy, algorithm, mask, ...structureCodes(title) };
}
