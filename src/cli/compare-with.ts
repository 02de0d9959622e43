import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '#errors.ts';
import { type SegmentsAt, segmentsOf } from '#formats/scan-reader.ts';
import { isPlainMask, type PlacedSegmentation } from '#formats/segmentation.ts';
import { en } from '#messages/en.ts';
import { readVocabulary } from '#prompt/known-names.ts';
import { nameKeys, nameOfStructure } from '#prompt/name-keys.ts';
import type { Leg } from '#prompt/route.ts';
import type { Answers } from '#results/answers-as-findings.ts';
import { type Comparison, type Member, originsOf, pairUp } from '#results/comparison.ts';
import { besideStem, stemsOf } from '#results/file-names.ts';
import type { FindingId } from '#results/finding.ts';
import { compareMasks } from '#volume/compare/compare-masks.ts';
import { type Flip, turned } from '#volume/turn.ts';
import type { Grid } from '#volume/types.ts';
import { tellNotices } from './command.ts';
import { findScans } from './find-scans.ts';
import { markdownTable } from './markdown-table.ts';

/**
 * What compares answers with the objects of the segmentation at `path`, which is read at once; undefined without a path.
 * `scanName`: what the name of a mask's file may begin with.
 * @throws AppError as `readSegments`.
 */
export async function comparer(
  path: string | undefined,
  grid: Grid,
  flips: readonly Flip[],
  scanName: string,
): Promise<((answers: Answers, legs: readonly Leg[]) => Comparison) | undefined> {
  if (path === undefined) return undefined;
  const drawn = await readSegments(path, grid, flips);
  return (answers, legs) => compareWith({ path, scanName, drawn }, answers, legs);
}

/**
 * The objects of the segmentation at `path`, on the grid of the scan; a table of names beside it is read too. `flips`: ends of the patient
 * that are taken for exchanged in the scan's file, and so in this one.
 * @throws AppError 'arguments-invalid' where there are several, and what the reader refuses.
 */
async function readSegments(path: string, grid: Grid, flips: readonly Flip[]): Promise<PlacedSegmentation> {
  const stem = path.replace(/(?:\.seg)?\.[a-z]+(?:\.gz)?$/i, '');
  const tables = ['.txt', '.ctbl'].map((ending) => `${stem}${ending}`).filter((each) => existsSync(each));
  const listing = await findScans([path, ...tables]);
  const count = listing.scans.length + listing.segmentations.length;
  if (count > 1) {
    throw new AppError('arguments-invalid', { reason: `--compare takes one file of objects, not ${count}` });
  }
  const at: SegmentsAt = { of: listing.scans.length > 0 ? 'scans' : 'segmentations', n: 0 };
  const placed = await segmentsOf(listing, at, turned(grid, flips), {});
  tellNotices(placed.notices);
  return {
    ...placed,
    segments: placed.segments.map(({ mask, ...segment }) => ({ ...segment, mask: { ...mask, grid } })),
  };
}

interface Drawn {
  readonly path: string;
  readonly scanName: string;
  readonly drawn: PlacedSegmentation;
}

/** What the packs have found against the objects of a file, which are the reference. */
function compareWith(
  { path, scanName, drawn: { segments } }: Drawn,
  { findings, masks }: Answers,
  legs: readonly Leg[],
): Comparison {
  const origins = originsOf(findings);
  const vocabularies = legs.map(({ pack }) => readVocabulary(pack.structures, pack.groups));
  const called = isPlainMask(segments)
    ? nameOfStructure(besideStem(basename(path), stemsOf(scanName)), vocabularies)
    : undefined;
  const references = segments.map(({ label, name = called }): Member => {
    const title = name ?? en.segmentations.label(label);
    return { id: `file ${label}` as FindingId, title, label, isNamed: name !== undefined, isBase: false };
  });
  const keysOf = (title: string) => nameKeys(title, vocabularies);
  const others = origins.flatMap(({ members }) => members);
  const { pairs, onlyReference, onlyOther } = pairUp(references, others, keysOf);
  return {
    reference: basename(path),
    other: origins.map(({ name }) => name).join(', '),
    pairs: pairs.map((pair) => {
      const reference = segments.find(({ label }) => label === pair.reference.label)?.mask;
      const other = masks.get(pair.other.id);
      return { ...pair, figures: reference && other ? compareMasks(reference, other) : undefined };
    }),
    onlyReference: onlyReference.map(({ title }) => title),
    onlyOther: onlyOther.map(({ title }) => title),
  };
}

const HEAD = [
  'reference',
  'other',
  'Dice',
  'Jaccard',
  'ref. mL',
  'other mL',
  '± mL',
  '± %',
  'ASSD mm',
  'HD95 mm',
  'HD mm',
];

/** Prints it, where there is one: a line for each pair, and what has no counterpart. */
export function tellComparison(comparison: Comparison | undefined): void {
  if (!comparison) return;
  const { reference, other, pairs, onlyReference, onlyOther } = comparison;
  const written = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? '–';
  const rows = pairs.map(({ reference: one, other: two, figures, by }) => [
    one.title,
    by === 'label' ? `${two.title} (by number)` : two.title,
    ...[written(figures?.dice, 3), written(figures?.jaccard, 3)],
    ...[written(figures?.referenceMl, 2), written(figures?.otherMl, 2)],
    ...[written(figures?.differenceMl, 2), written(figures?.differencePercent, 1)],
    ...[written(figures?.assdMm, 2), written(figures?.hd95Mm, 2), written(figures?.hausdorffMm, 2)],
  ]);
  if (rows.length > 0) console.log(markdownTable(HEAD, rows));
  if (onlyReference.length > 0) console.log(en.comparison.only(`“${reference}”`, onlyReference));
  if (onlyOther.length > 0) console.log(en.comparison.only(other, onlyOther));
}
