import { createHash } from 'node:crypto';
import { saidOfBody } from '#cli/body-part.ts';
import { readBytes, readJson } from '#cli/files.ts';
import type { ChosenScan } from '#cli/find-scans.ts';
import { findScans } from '#cli/find-scans.ts';
import { toModality } from '#cli/modality.ts';
import { manifestPath, routed } from '#cli/pack.ts';
import { type ParseValues, toFlips } from '#cli/parse-options.ts';
import { type SaveFlags, saveKinds } from '#cli/save-kinds.ts';
import { noSeries } from '#cli/write-results.ts';
import { AppError } from '#errors.ts';
import { type Listing, openListed } from '#formats/list-scans.ts';
import type { OpenedScan } from '#formats/reader.ts';
import { unsureError } from '#formats/unsure.ts';
import { readManifest } from '#model/manifest.ts';
import { beyondAsides } from '#prompt/read-prompt.ts';
import type { Route } from '#prompt/route.ts';
import { asStated, type StatedScan, turnedScan } from '#results/stated-scan.ts';
import { statedParts } from '#volume/body-part.ts';
import type { Opened, ScanJob, Wish } from './messages.ts';

/** A scan that is ready to be asked. */
export interface ReadyScan {
  readonly scan: StatedScan;
  readonly header: OpenedScan['facts']['header'];
  readonly segmentation: ChosenScan['segmentation'];
  readonly legs: Route['legs'];
  readonly opened: Opened;
}

/** Lists once what many scans are found in. */
export class Listings {
  #key = '';
  #listing: Promise<Listing> | undefined;

  async of(paths: readonly string[]): Promise<Listing> {
    const key = paths.join('\n');
    if (key !== this.#key || !this.#listing) {
      this.#key = key;
      this.#listing = findScans(paths);
    }
    return this.#listing;
  }
}

/** @throws AppError what is wrong with it, or with what is asked of it. */
export async function readyScan(job: ScanJob, wish: Wish, listings: Listings): Promise<ReadyScan> {
  const { values, request } = wish;
  const listed = (await listings.of(job.paths)).scans[job.at];
  if (listed?.found.name !== job.name) {
    throw new AppError('file-unreadable', { name: job.name, reason: 'it was changed meanwhile' });
  }
  const { segmentation } = listed.found;
  if (!segmentation && saveKinds(kindFlags(wish)).includes('dicom-seg')) throw noSeries();
  const found = await openListed(listed);
  const reason = found.facts.guess?.reason;
  // What is said of all scans was not said of the label maps among them.
  if (reason === 'labels') throw unsureError(job.name, reason);
  const flips = toFlips(values.turn);
  const stated = asStated(
    flips.length > 0 ? turnedScan(found, flips) : found,
    toModality(values.modality),
    saidOfBody(values),
  );
  const { modality } = stated.volume;
  const parts = statedParts(stated.bodyPart);
  const { legs, beyond } = routed([request], packNames(values), modality, { parts, isBeyond: values.anyway });
  const scan = { ...stated, notices: [...stated.notices, ...beyondAsides(beyond)] };
  const opened = { scanId: scan.volume.id, modality, key: keyOf(scan, wish), packs: packsOf(values) };
  return { scan, header: found.facts.header, segmentation, legs, opened };
}

/** What is written for each scan; its table always, for the one of all is made of these. */
export function kindFlags({ values, isForAll }: Pick<Wish, 'values' | 'isForAll'>): SaveFlags {
  const { save, probabilities } = values;
  return { save, probabilities, all: isForAll, export: [values.export, 'table'].filter(Boolean).join(',') };
}

/** Options that change nothing in what is answered or written. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'out',
  'pack',
  'jobs',
  'list',
  'threads',
  'help',
  'all',
  'compare',
]);

/** Hash of everything that answers follow from; every option counts that is not known to have no effect. */
function keyOf({ volume, bodyPart }: StatedScan, { values, request }: Wish): string {
  const parts = statedParts(bodyPart);
  const options = Object.entries(values).filter(([name]) => !WITHOUT_EFFECT.has(name));
  const packs = packNames(values).map((name) => sha256(readBytes(manifestPath(name))));
  // Without a word of it as before it was read.
  const shown = parts.length > 0 ? [parts] : [];
  return sha256(JSON.stringify([volume.id, volume.modality, request, packs, options.sort(), ...shown]));
}

function packsOf(values: ParseValues): Opened['packs'] {
  return packNames(values).map((name) => {
    const { id, version } = readManifest(readJson(manifestPath(name)));
    return { id, version };
  });
}

export function packNames({ pack }: ParseValues): readonly string[] {
  return pack ?? ['mini'];
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
