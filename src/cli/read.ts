import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AppError, toWire } from '#errors.ts';
import { type ListedScan, type Listing, openListed } from '#formats/list-scans.ts';
import type { OpenedScan } from '#formats/reader.ts';
import { type SegmentsAt, segmentsOf } from '#formats/scan-reader.ts';
import { wording } from '#messages/wording.ts';
import { axisCodes, spacing } from '#volume/affine.ts';
import { measure } from '#volume/measure.ts';
import { runCommand, SEVERAL, tellNotices } from './command.ts';
import { writeJson, writeOut } from './files.ts';
import { chosen, findScans, saidOf, tellSeveral } from './find-scans.ts';
import { givenFiles } from './given-files.ts';
import { writeScan } from './write-scan.ts';

const HELP = `Tells what parse3d sees in files, folders and zip archives, and writes a scan as parse3d would use it.

  npm run read -- PATH… [--series N] [--out volume.nii.gz] [--json FILE]

  PATH        files and folders with all that is in them; archives are entered
  --series    which scan, where there are several: a number of the list
  --out       where to write the scan: its values, on its grid, as NIfTI
  --json      where to write the facts too
What holds objects, such as a DICOM segmentation, is listed apart from scans; of a label map its labels are told too.
Facts and notices come as JSON on standard output. Exit code 0: one scan; 3: several, listed with numbers for --series;
1: none that can be opened, with the reason on standard error.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      series: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (positionals.length === 0) throw new AppError('arguments-invalid', { reason: 'A path is needed' });
  for (const option of ['out', 'json'] as const) refuseGiven(option, values[option], positionals);
  const listing = await findScans(positionals);
  const isOpen = listing.scans.length === 1 || values.series !== undefined;
  const scan = isOpen ? await openListed(chosen(listing, values.series)) : undefined;
  const objects = scan ? await objectsOf(listing, values.series, scan) : undefined;
  const facts = {
    ...(scan && { scan: factsOf(scan) }),
    ...(objects && { objects }),
    ...listingFacts(listing),
  };
  console.log(JSON.stringify(facts, undefined, 2));
  if (values.json !== undefined) writeJson(values.json, facts);
  if (!scan && listing.scans.length === 0) throw alone(listing);
  if (!scan) {
    tellSeveral(listing);
    return SEVERAL;
  }
  tellNotices(scan.facts.notices);
  if (values.out !== undefined) writeOut(values.out, await writeScan(scan, values.out));
  return 0;
}

/** What is read is never written over. @throws AppError 'arguments-invalid'. */
function refuseGiven(option: string, path: string | undefined, given: readonly string[]): void {
  const there = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  if (!there?.isFile()) return;
  const isSame = (own: string) => {
    const { ino, dev } = statSync(own, { throwIfNoEntry: false }) ?? {};
    return ino === there.ino && dev === there.dev;
  };
  if (!givenFiles(given).some((file) => isSame(file.path))) return;
  throw new AppError('arguments-invalid', {
    reason: `--${option} is one of the files that are read, and would be lost. Choose another`,
  });
}

/** Of a label map, what it holds; of a scan, the objects of the segmentation beside it, if there is one, on the scan's grid. */
async function objectsOf(listing: Listing, series: string | undefined, scan: OpenedScan) {
  const isLabels = scan.facts.guess?.reason === 'labels';
  if (!isLabels && listing.segmentations.length !== 1) return undefined;
  const at: SegmentsAt = isLabels
    ? { of: 'scans', n: listing.scans.indexOf(chosen(listing, series)) }
    : { of: 'segmentations', n: 0 };
  try {
    const { name, fit, segments, notices } = await segmentsOf(listing, at, scan.volume.grid, {});
    const told = segments.map(({ label, name: own, color, mask }) => {
      const { voxels, volumeMl } = measure(mask);
      return { label, name: own ?? null, color: color ?? null, voxels, volumeMl };
    });
    return { of: name, fit, objects: told, notices: notices.map(said) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { refused: said(toWire(error)) };
  }
}

function alone({ segmentations }: Listing): AppError {
  return new AppError('segmentation-alone', { name: segmentations[0]?.name ?? '' });
}

function factsOf({ volume, facts, range }: OpenedScan) {
  const { name, modality, grid, slope, intercept, data } = volume;
  return {
    name,
    reader: facts.reader,
    modality,
    modalityIsGuess: facts.modalityIsGuess,
    ...(facts.guess && { modalityIsSure: facts.guess.isSure, modalityReason: facts.guess.reason }),
    bodyPart: facts.bodyPart ?? null,
    size: grid.size,
    spacingMm: spacing(grid.voxelToWorld),
    axes: axisCodes(grid.voxelToWorld),
    voxelToWorld: grid.voxelToWorld,
    storedAs: data.constructor.name.replace('Array', '').toLowerCase(),
    slope,
    intercept,
    range,
    notices: facts.notices.map(said),
  };
}

function listingFacts({ scans, segmentations, apart }: Listing) {
  return {
    scans: scans.map((scan, n) => ({ series: n + 1, ...entryFacts(scan) })),
    segmentations: segmentations.map(({ name, count, files }) => ({
      name,
      objects: count ?? null,
      files: files.length,
    })),
    apart: apart.map(({ name, count, reason }) => ({ name, count, ...said(reason) })),
  };
}

function entryFacts({ reader, found: { name, files, summary } }: ListedScan) {
  const { size, spacingMm } = summary;
  return { name, reader, files: files.length, said: saidOf(summary), size, spacingMm };
}

function said(notice: Parameters<typeof wording>[0]) {
  return { code: notice.code, sentence: wording(notice, 'terminal') };
}

await runCommand(main);
