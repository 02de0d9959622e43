import type { Segmentation } from '#engine/engine.ts';
import type { WireError } from '#errors.ts';
import type { NiftiHeader } from '#formats/nifti-header.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { packFacts } from '#model/pack-facts.ts';
import { packsThatMayKnow } from '#prompt/other-packs.ts';
import { type Answers, answersAsFindings } from '#results/answers-as-findings.ts';
import { EXPORTS, type ExportId } from '#results/exports.ts';
import { fileSlugs, objectNames, outputNames, scanStem } from '#results/file-names.ts';
import { type FindingId, foundObjects } from '#results/finding.ts';
import { labelDescriptions } from '#results/label-descriptions.ts';
import { type Shown, writeMaskImage } from '#results/mask-image.ts';
import { buildReport } from '#results/report.ts';
import type { Flip } from '#volume/turn.ts';
import type { Volume } from '#volume/types.ts';
import { appVersion } from './files.ts';
import { gzip } from './gzip.ts';
import { otherPacks } from './pack.ts';
import { type Published, publish } from './publish.ts';

/** What `answers` of the pack are, taken together with `earlier` ones of another. */
export function findingsOf(
  answers: readonly Segmentation[],
  manifest: ModelManifest,
  scan: Pick<Volume, 'id' | 'modality'>,
  earlier?: Answers,
): Answers {
  const model = { ...manifest, facts: packFacts(manifest) };
  const others = otherPacks(scan.modality);
  const mayKnow = (text: string, packId: string) => packsThatMayKnow(text, packId, others);
  return answersAsFindings(answers, { model, scan, packsThatMayKnow: mayKnow }, earlier);
}

export interface RunResults extends Answers {
  readonly volume: Volume;
  /** Of the scan's file. */
  readonly header: NiftiHeader;
  readonly modalityIsGuess: boolean;
  readonly modalityReason: string | undefined;
  readonly notices: readonly WireError[];
  readonly turned?: readonly Flip[] | undefined;
}

export interface WriteOptions {
  readonly folder: string;
  readonly probabilities: boolean;
  /** Which exports of text to write. */
  readonly exports: readonly ExportId[];
}

/**
 * Writes the label map with what its numbers mean, one mask per object, the report and, where asked for, probability maps and
 * exports of text; images on the scan's own grid. Which names they have, and what became of what was there.
 */
export async function writeResults(run: RunResults, options: WriteOptions): Promise<Published> {
  const { volume, findings, masks, modalityIsGuess, modalityReason, notices, turned } = run;
  const stem = scanStem(volume.name);
  const endings = objectEndings(run, options);
  return publish(
    { folder: options.folder, stem, scan: volume.name },
    async (put) => {
      await writeImages(run, endings, put);
      const maskOf = (id: FindingId) => masks.get(id);
      for (const { ending, write } of options.exports.map((id) => EXPORTS[id]))
        put(ending, write({ findings, maskOf }));
    },
    (begin, written) => {
      const named = (kind: 'mask' | 'probability') =>
        new Map(endings.flatMap(({ id, [kind]: ending }) => (ending ? [[id, `${begin}${ending}`]] : [])));
      const ending = outputNames('').report;
      const report = buildReport({
        ...{ appVersion: appVersion(), findings, at: new Date(), maskOf: (id) => masks.get(id) },
        scan: { ...volume, modalityIsGuess, modalityReason, notices, turned },
        files: {
          all: [...written, ending].map((each) => `${begin}${each}`),
          masks: named('mask'),
          probabilities: named('probability'),
        },
      });
      return { ending, content: `${JSON.stringify(report, undefined, 2)}\n` };
    },
  );
}

interface ObjectEndings {
  readonly id: FindingId;
  readonly mask: string;
  readonly probability: string | undefined;
}

function objectEndings({ findings }: Answers, { probabilities }: WriteOptions): readonly ObjectEndings[] {
  const objects = foundObjects(findings);
  const slugs = fileSlugs(objects.map(({ title }) => title));
  return objects.map(({ id }, n) => {
    const { mask, probability } = objectNames('', slugs[n] ?? '');
    return { id, mask, probability: probabilities ? probability : undefined };
  });
}

async function writeImages(
  { volume, header, findings, masks }: RunResults,
  endings: readonly ObjectEndings[],
  put: (ending: string, content: Uint8Array | string) => void,
): Promise<void> {
  const { size } = volume.grid;
  let before: Promise<void> = Promise.resolve();
  // One image is packed, on a thread of its own, while the next is painted: two are in memory at a time.
  const write = async (ending: string, shown: Shown) => {
    const packed = writeMaskImage({ shown, size, header }, gzip);
    const after = before;
    before = packed.then((bytes) => put(ending, bytes));
    before.catch(() => undefined);
    await after;
  };
  for (const { id, mask: ending, probability } of endings) {
    const mask = masks.get(id);
    if (!mask) continue;
    await write(ending, { kind: 'mask', mask });
    if (probability) await write(probability, { kind: 'probability', mask });
  }
  const objects = foundObjects(findings);
  const labelled = objects.flatMap(({ id, labelId }) => {
    const mask = masks.get(id);
    return mask ? [{ mask, labelId }] : [];
  });
  await write(outputNames('').labels, { kind: 'labels', masks: labelled });
  await before;
  put(outputNames('').labelNames, labelDescriptions(objects));
}
