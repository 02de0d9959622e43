import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Converted, ConvertOptions } from '#convert/convert.ts';
import { convertNnunet } from '#convert/nnunet/convert-nnunet.ts';
import { inspectNnunet, type NnunetModel, packBytes } from '#convert/nnunet/inspect.ts';
import { filesOf } from '#convert/nnunet/release.ts';
import type { Precision } from '#convert/nnunet/weight-file.ts';
import type { Sink } from '#convert/sink.ts';
import type { Source } from '#convert/source.ts';
import { AppError } from '#errors.ts';
import { diskSource } from './disk.ts';
import { reasonOf } from './files.ts';

const PRECISIONS: readonly string[] = ['float32', 'float16', 'int8'] satisfies readonly Precision[];
/** What of a folder a model is made of. */
const OF_A_MODEL = /\.(?:json|pth)$/;

export type OpenedSource = Source & { close(): Promise<void> };

/** The files that a converter is given: themselves, or those of a model in a folder. @throws AppError 'file-unreadable'. */
export async function openSources(paths: readonly string[]): Promise<readonly OpenedSource[]> {
  const found: { readonly path: string; readonly name: string }[] = [];
  for (const path of paths) {
    const isFolder = (await stat(path).catch(unreadable(path))).isDirectory();
    if (!isFolder) found.push({ path, name: basename(path) });
    else {
      const inside = await readdir(path, { recursive: true }).catch(unreadable(path));
      const wanted = inside.filter((file) => OF_A_MODEL.test(file)).sort();
      const around = paths.length > 1 ? '' : `${basename(join(path, '.'))}/`;
      found.push(
        ...wanted.map((file) => ({ path: join(path, file), name: around + file.replaceAll('\\', '/') })),
      );
    }
  }
  return Promise.all(found.map(async ({ path, name }) => ({ ...(await diskSource(path)), name })));
}

function unreadable(path: string) {
  return (cause: unknown): never => {
    throw new AppError('file-unreadable', { name: basename(path), reason: reasonOf(cause) }, { cause });
  };
}

export interface NnunetArguments {
  /** What a person calls what was given. */
  readonly name: string;
  readonly precision: string;
  readonly folds: string | undefined;
  readonly configuration: string | undefined;
}

/** Converts an nnU-Net v2 and says what was chosen. @throws AppError as `inspectNnunet` and `convertNnunet`. */
export async function runNnunet(
  sources: readonly Source[],
  { name, precision, folds, configuration }: NnunetArguments,
  sink: Sink,
  options: ConvertOptions,
): Promise<Converted> {
  if (!isPrecision(precision))
    throw new AppError('arguments-invalid', {
      reason: `For an nnU-Net --precision is one of ${PRECISIONS.join(', ')}`,
    });
  const model = await inspectNnunet(name, await filesOf(sources), {
    ...{ configuration, folds: folds?.split(',').map((fold) => fold.trim()) },
  });
  console.log(sentencesOf(model, precision));
  return convertNnunet(model, precision, sink, options);
}

function isPrecision(precision: string): precision is Precision {
  return PRECISIONS.includes(precision);
}

/** What is about to be made, and of what it was chosen. */
function sentencesOf(model: NnunetModel, precision: Precision): string {
  const { plans, configuration, folds, release, others, dataset, unet, totalSegmentator } = model;
  const present = [...release.folds.keys()];
  const left = present.filter((fold) => !folds.includes(fold));
  const leftOut = [
    ...(left.length > 0 ? [`Not used: folds ${left.join(', ')} (--folds chooses).`] : []),
    ...(others.length > 0 ? [`Not used: ${others.join(', ')} (--configuration chooses).`] : []),
  ];
  const network = `${unet.kind === 'plain' ? 'PlainConvUNet' : 'ResidualEncoderUNet'}, patch ${unet.patch.join(' × ')}`;
  return [
    `${totalSegmentator?.title ?? plans.dataset_name}: nnU-Net v2, ${configuration}, ${folds.length} of ${present.length} folds, ${network}, ${dataset.classes.length - 1} classes.`,
    ...leftOut,
    `${precision}: ${(packBytes(model, precision) / 1e6).toFixed(1)} MB.`,
  ].join('\n');
}
