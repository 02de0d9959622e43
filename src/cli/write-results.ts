import type { Segmentation } from '#engine/engine.ts';
import { AppError, type WireError } from '#errors.ts';
import type { SegmentationWish } from '#formats/dicom-segments.ts';
import type { NiftiHeader } from '#formats/nifti-header.ts';
import { en } from '#messages/en.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { packFacts } from '#model/pack-facts.ts';
import { packsThatMayKnow } from '#prompt/other-packs.ts';
import { type Answers, answersAsFindings } from '#results/answers-as-findings.ts';
import type { Comparison } from '#results/comparison.ts';
import { scanStem } from '#results/file-names.ts';
import type { FindingId } from '#results/finding.ts';
import { makeFile } from '#results/made-file.ts';
import { methodsFacts } from '#results/methods-facts.ts';
import { type Content, filesOf, reportFile, type SavedFile, type SaveKind } from '#results/saves.ts';
import type { BodyPartFact } from '#volume/body-part.ts';
import type { Flip } from '#volume/turn.ts';
import type { Volume } from '#volume/types.ts';
import { appVersion } from './files.ts';
import { gzipMask } from './gzip.ts';
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
  readonly bodyPart?: BodyPartFact | undefined;
  readonly comparison?: Comparison | undefined;
}

export interface WriteOptions {
  readonly folder: string;
  readonly kinds: readonly SaveKind[];
  /** What the names of files begin with, where it is not to be the scan's name. */
  readonly name?: string | undefined;
  /** Writes what only the scan's reader can. */
  readonly segmentation: ((wish: SegmentationWish) => Promise<Uint8Array>) | undefined;
}

/**
 * Writes what `kinds` are, and the report, which names them all. Which names they have, and what became of what was there.
 * @throws AppError 'results-unwritable'; what `segmentation` refuses.
 */
export async function writeResults(run: RunResults, options: WriteOptions): Promise<Published> {
  const { volume, findings, masks, header, modalityIsGuess, modalityReason, notices, turned, bodyPart } = run;
  const name = options.name ?? volume.name;
  const given = {
    appVersion: appVersion(),
    findings,
    at: new Date(),
    maskOf: (id: FindingId) => masks.get(id),
  };
  const scan = { ...volume, name, modalityIsGuess, modalityReason, notices, turned, bodyPart };
  const methods = en.methods(methodsFacts({ ...given, scan }));
  const kinds = options.kinds.filter((kind) => kind !== 'report');
  const planned = filesOf({ ...given, scan, header, methods, comparison: run.comparison }, kinds);
  return publish(
    { folder: options.folder, stem: scanStem(name), scan: name },
    (put) => writeFiles(planned, options, put),
    (begin, written) => {
      const named = (kind: string) =>
        new Map(
          planned.flatMap(({ object, content, ending }) =>
            object && shownIn(content) === kind ? [[object, `${begin}${ending}`] as const] : [],
          ),
        );
      const { ending } = reportFile({ ...given, scan });
      const all = [...written, ending].map((each) => `${begin}${each}`);
      return reportFile({
        ...given,
        scan,
        files: { all, masks: named('mask'), probabilities: named('probability') },
      });
    },
  );
}

/** What an image shows of an object; undefined for files of other kinds. */
function shownIn(content: Content): string | undefined {
  return typeof content !== 'string' && content.kind === 'image' ? content.shown.kind : undefined;
}

async function writeFiles(
  planned: readonly SavedFile[],
  { segmentation }: WriteOptions,
  put: (ending: string, content: Uint8Array | string) => void,
): Promise<void> {
  let before: Promise<void> = Promise.resolve();
  for (const { ending, content } of planned) {
    // One file is packed, on a thread of its own, while the next is made: two are in memory at a time.
    const made = bytesOf(content, segmentation);
    const after = before;
    before = made.then((bytes) => put(ending, bytes));
    before.catch(() => undefined);
    await after;
  }
  await before;
}

async function bytesOf(
  content: Content,
  segmentation: WriteOptions['segmentation'],
): Promise<Uint8Array | string> {
  if (typeof content === 'string') return content;
  if (content.kind !== 'dicom-seg') return makeFile(content, gzipMask);
  if (segmentation) return segmentation(content);
  throw noSeries();
}

/** What is said where a DICOM segmentation is wanted of a scan that it could not refer to. */
export function noSeries(): AppError<'arguments-invalid'> {
  const reason =
    'dicom-seg is for scans that came as DICOM files with their identifiers. Leave it out of --save';
  return new AppError('arguments-invalid', { reason });
}
