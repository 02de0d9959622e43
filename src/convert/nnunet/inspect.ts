import { named } from '#convert/refusal.ts';
import { AppError } from '#errors.ts';
import { type Unet, unetOf } from './architecture.ts';
import { foldFiles } from './fold-files.ts';
import { parseJson } from './json.ts';
import { configurationOf, type Dataset, type Plans, readDataset, readPlans } from './plans.ts';
import { type Preprocessing, preprocessingOf } from './preprocessing.ts';
import { modelsIn, type ReleaseFile, type ReleaseModel } from './release.ts';
import { type TotalSegmentator, totalSegmentatorOf } from './totalsegmentator.ts';
import { unetGraph } from './unet-graph.ts';
import type { Precision } from './weight-file.ts';

/** What of a release is to be converted; what nnU-Net or TotalSegmentator would use where it is left out. */
export interface NnunetChoice {
  readonly configuration?: string | undefined;
  /** Such as ['0', '1']; several are an ensemble. */
  readonly folds?: readonly string[] | undefined;
}

/** A model that can be converted, as its plans describe it; no weight has been read. */
export interface NnunetModel {
  /** What was given, for people. */
  readonly source: string;
  readonly release: ReleaseModel;
  readonly plans: Plans;
  readonly configuration: string;
  readonly dataset: Dataset;
  readonly unet: Unet;
  readonly preprocessing: Preprocessing;
  readonly totalSegmentator: TotalSegmentator | undefined;
  /** Those to be converted, in order. */
  readonly folds: readonly string[];
  /** Other configurations in the same release. */
  readonly others: readonly string[];
}

const USUAL = '3d_fullres';

/**
 * The model in files of nnU-Net v2. Without a choice: the only configuration, or 3d_fullres of several; fold 0 of a model of
 * TotalSegmentator, else all numbered folds that are there, as nnU-Net does.
 *
 * @throws AppError 'nnunet-incomplete', 'nnunet-several', 'nnunet-choice', 'nnunet-unsupported', 'checkpoint-unreadable',
 *   'checkpoint-damaged', 'file-unreadable'.
 */
export function inspectNnunet(
  source: string,
  files: readonly ReleaseFile[],
  choice: NnunetChoice = {},
): Promise<NnunetModel> {
  return named(source, async () => {
    const models = modelsIn(source, files);
    const release = chosenModel(source, models, choice.configuration);
    const plans = readPlans(parseJson('plans.json', await release.plans.read()));
    const dataset = readDataset(parseJson('dataset.json', await release.dataset.read()));
    const configuration = release.configuration ?? choice.configuration ?? onlyIn(source, plans);
    const own = configurationOf(plans, configuration);
    const preprocessing = preprocessingOf(plans, own, dataset);
    const totalSegmentator = totalSegmentatorOf(plans.dataset_name);
    return {
      ...{ source, release, plans, configuration, dataset, preprocessing, totalSegmentator },
      unet: unetOf(own),
      folds: chosenFolds(source, release, choice.folds, totalSegmentator !== undefined),
      others: models.filter((each) => each !== release).map(titleOf),
    };
  });
}

/** Of the files of a pack of this precision, the manifest aside. */
export function packBytes({ unet, folds, dataset }: NnunetModel, precision: Precision): number {
  return packFiles({ unet, folds, dataset }, precision).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Each file of a pack, the manifest aside, and its size. */
export function packFiles(
  { unet, folds, dataset }: Pick<NnunetModel, 'unet' | 'folds' | 'dataset'>,
  precision: Precision,
) {
  return [...folds.keys()].flatMap((n) => {
    const paths = foldFiles(n);
    const { graph, bytes, features } = unetGraph(unet, precision, paths.weights);
    const planes = unetGraph(unet, precision, paths.weights, 'planes');
    return [
      { path: paths.graph, bytes: graph.length },
      { path: paths.planes, bytes: planes.graph.length },
      { path: paths.weights, bytes },
      { path: paths.bank, bytes: 4 * dataset.classes.length * (features + 1) },
    ];
  });
}

function chosenModel(name: string, models: readonly ReleaseModel[], asked: string | undefined): ReleaseModel {
  const fitting = models.filter(({ configuration }) => configuration === (asked ?? USUAL));
  const [only] = models.length === 1 && (asked === undefined || !models[0]?.configuration) ? models : fitting;
  const present = models.map(titleOf);
  if (asked !== undefined && !only) throw new AppError('nnunet-choice', { name, asked, present });
  if (!only || (models.length > 1 && fitting.length > 1))
    throw new AppError('nnunet-several', { name, models: present });
  return only;
}

function titleOf({ configuration, folder }: ReleaseModel): string {
  return configuration ?? folder;
}

/** Where no folder's name says which configuration a checkpoint is of; the checkpoint itself is compared later. */
function onlyIn(name: string, { configurations }: Plans): string {
  const present = Object.keys(configurations);
  const volumes = present.filter((each) => each.startsWith('3d'));
  const [only] = volumes.length === 1 ? volumes : present.length === 1 ? present : [];
  const chosen = only ?? volumes.find((each) => each === USUAL);
  if (chosen === undefined) throw new AppError('nnunet-several', { name, models: present });
  return chosen;
}

function chosenFolds(
  name: string,
  { folds }: ReleaseModel,
  asked: readonly string[] | undefined,
  isFirstAlone: boolean,
): readonly string[] {
  const present = [...folds.keys()];
  if (asked) {
    const stranger = asked.find((fold) => !folds.has(fold));
    if (stranger !== undefined || asked.length === 0)
      throw new AppError('nnunet-choice', { name, asked: `fold ${stranger ?? ''}`.trim(), present });
    return [...new Set(asked)];
  }
  if (isFirstAlone && folds.has('0')) return ['0'];
  const numbered = present.filter((fold) => fold !== 'all');
  return numbered.length > 0 ? numbered : present;
}
