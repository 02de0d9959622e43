import type { ConvertOptions } from '#convert/convert.ts';
import { convertNnunet } from '#convert/nnunet/convert-nnunet.ts';
import { inspectNnunet, type NnunetModel, packBytes } from '#convert/nnunet/inspect.ts';
import { licenceOf, titleOf } from '#convert/nnunet/nnunet-manifest.ts';
import { filesOf, isForNnunet } from '#convert/nnunet/release.ts';
import { requirementsOf } from '#convert/nnunet/requirements.ts';
import type { Precision } from '#convert/nnunet/weight-file.ts';
import type { Sink } from '#convert/sink.ts';
import { blobSource, type Source } from '#convert/source.ts';
import { AppError } from '#errors.ts';
import type { GivenModel, Inspection, NnunetChoice, PackFolder } from './pack-store.ts';

const PRECISIONS: readonly Precision[] = ['float16', 'float32', 'int8'];

/** What the files of an nnU-Net are, or that they are none. @throws AppError as `inspectNnunet`. */
export async function inspectGiven(given: PackFolder, choice: NnunetChoice = {}): Promise<Inspection> {
  const sources = sourcesOf(given);
  if (!(await isForNnunet(sources))) return { kind: 'other' };
  return { kind: 'nnunet', ...factsOf(await inspectNnunet(given.name, await filesOf(sources), choice)) };
}

/** An nnU-Net that is about to be converted. */
export interface OpenedNnunet {
  readonly model: NnunetModel;
  readonly precision: Precision;
  /** Of the pack, and of a checkpoint that is unpacked on the way. */
  readonly bytes: number;
}

/** `untilResumed` before each slice that is read. @throws AppError as `inspectNnunet`. */
export async function openNnunet(
  { given, precision, choice }: GivenModel,
  untilResumed: () => Promise<void>,
): Promise<OpenedNnunet> {
  const known = PRECISIONS.find((each) => each === precision);
  if (!known)
    throw new AppError('pack-invalid', {
      field: 'precision',
      reason: `is not one of ${PRECISIONS.join(', ')}`,
    });
  const sources = sourcesOf(given).map((source): Source => {
    const read: Source['read'] = async (offset, length) => {
      await untilResumed();
      return source.read(offset, length);
    };
    return { ...source, read };
  });
  const model = await inspectNnunet(given.name, await filesOf(sources), choice);
  const unpacked = model.folds.map((fold) => model.release.folds.get(fold)?.packedBytes ?? 0);
  return { model, precision: known, bytes: packBytes(model, known) + Math.max(...unpacked) };
}

export function writeNnunet({ model, precision }: OpenedNnunet, sink: Sink, options: ConvertOptions) {
  return convertNnunet(model, precision, sink, options);
}

function sourcesOf({ files }: PackFolder): readonly Source[] {
  return [...files].map(([path, file]) => blobSource(path, file));
}

function factsOf(model: NnunetModel) {
  const { configuration, folds, release, others, dataset, unet, totalSegmentator } = model;
  return {
    title: titleOf(model),
    configuration,
    configurations: [configuration, ...others],
    folds: [...release.folds.keys()],
    chosen: folds,
    classes: dataset.classes.length - 1,
    patch: unet.patch,
    isTotalSegmentator: totalSegmentator !== undefined,
    license: licenceOf(model),
    precisions: PRECISIONS.map((name) => ({
      ...{ name, bytes: packBytes(model, name) },
      requirements: requirementsOf(unet, {
        ...{ folds: folds.length, classes: dataset.classes.length, precision: name },
      }),
    })),
  };
}
