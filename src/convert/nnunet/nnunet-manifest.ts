import type { WrittenFile } from '#convert/write-weights.ts';
import { type FoldFiles, foldFiles } from './fold-files.ts';
import type { NnunetModel } from './inspect.ts';
import { requirementsOf } from './requirements.ts';
import { FEATURES, IMAGE } from './unet-graph.ts';
import { vocabularyOf } from './vocabulary-of.ts';
import type { Precision } from './weight-file.ts';

const STEP_SIZE = 0.5;

/** What is known once the checkpoints have been read. */
export interface Trained {
  readonly trainer: string | undefined;
  readonly mirrorAxes: readonly number[];
  readonly gflop: number;
  readonly features: number;
}

/** The manifest of a pack, docs/model-pack.md, but for `files`. The same for the same files. */
export function nnunetManifest(
  model: NnunetModel,
  precision: Precision,
  trained: Trained,
): Record<string, unknown> {
  const { dataset, totalSegmentator, folds, preprocessing } = model;
  const { structures, groups, unlisted } = vocabularyOf(dataset.classes);
  const width = trained.features + 1;
  const [first, ...further] = folds.map((_, n) => foldFiles(n));
  const graph = ({ graph: file, planes, weights }: FoldFiles) => ({
    ...{
      file,
      planes,
      weights: [weights],
      inputs: { image: IMAGE },
      outputs: { features: FEATURES },
    },
  });
  const modality = totalSegmentator?.modality ?? modalityOf(dataset.channels[0] ?? '');
  return {
    format: 1,
    ...namesOf(model, trained, unlisted),
    scores: [],
    knows: [...new Set(structures.map(({ name }) => name.replace(/^(?:left|right) /, '')))],
    compute: { windowGflop: round(trained.gflop), promptGflop: promptGflop(model, width) },
    precision,
    requirements: requirementsOf(model.unet, {
      ...{ folds: folds.length, classes: dataset.classes.length, precision },
    }),
    graphs: {
      imageEncoder: first && graph(first),
      ...(further.length > 0 && { folds: further.map(graph) }),
    },
    input: {
      tiling: {
        kind: 'nnunet',
        ...preprocessing,
        stepSize: totalSegmentator?.stepSize ?? STEP_SIZE,
        mirrorAxes: trained.mirrorAxes,
        // Its structures are organs, bones and vessels; what others look for may lie in many places.
        ...(totalSegmentator && {
          onePiece: true,
          around: { kind: 'totalsegmentator', mm: totalSegmentator.mm },
        }),
        modalities: modality ? [modality] : [],
      },
    },
    text: {
      bank: {
        file: first?.bank,
        width,
        ...(further.length > 0 && { folds: further.map(({ bank }) => bank) }),
      },
    },
    output: { maskThreshold: 0.5, existenceThreshold: 0 },
    structures,
    groups,
  };
}

export function withFiles(manifest: Record<string, unknown>, files: readonly WrittenFile[]) {
  return { ...manifest, files };
}

/** A folder's name for the pack: the data set and, where they are not the usual ones, configuration and folds. */
export function idOf({
  plans,
  configuration,
  folds,
  release,
}: Pick<NnunetModel, 'plans' | 'configuration' | 'folds' | 'release'>): string {
  const isWhole = folds.length === release.folds.size;
  const parts = [
    plans.dataset_name,
    ...(configuration === '3d_fullres' ? [] : [configuration]),
    ...(isWhole ? [] : [`fold${folds.join('')}`]),
  ];
  const plain = parts
    .join('-')
    .replace(/[^\w-]+/g, '_')
    .replace(/^[^A-Za-z0-9]+/, '');
  return plain.slice(0, 64).replace(/\W+$/, '') || 'nnunet';
}

function namesOf(
  { plans, configuration, dataset, totalSegmentator, folds, ...model }: NnunetModel,
  { trainer }: Trained,
  unlisted: readonly string[],
) {
  const foldText =
    folds.join('') === '' ? 'one fold' : `fold${folds.length > 1 ? 's' : ''} ${folds.join(', ')}`;
  const cases = dataset.trainingCases === undefined ? '' : `, ${dataset.trainingCases} cases`;
  return {
    id: idOf({ plans, configuration, folds, ...model }),
    name: titleOf({ plans, totalSegmentator }),
    version: foldText,
    description: `An nnU-Net v2 (${configuration}, ${foldText}) of ${dataset.classes.length - 1} structures, made of its published weights on this computer.${totalSegmentator ? asideOf(unlisted) : ''}`,
    license: licenceOf({ totalSegmentator }),
    provenance: {
      trainedOn: [`${plans.dataset_name}${cases}`],
      trainedBy: totalSegmentator ? 'the authors of TotalSegmentator' : 'whoever published the weights',
      date: '',
      recipe: `nnU-Net v2, ${[trainer, plans.plans_name, configuration].filter(Boolean).join(', ')}`,
    },
  };
}

/** TotalSegmentator's own names are known here; others were not expected. */
function asideOf(unlisted: readonly string[]): string {
  return unlisted.length === 0
    ? ''
    : ` Its data set has names that TotalSegmentator's list lacks: ${unlisted.join(', ')}.`;
}

/** What people call the model. */
export function titleOf({
  plans,
  totalSegmentator,
}: Pick<NnunetModel, 'plans' | 'totalSegmentator'>): string {
  const plain = plans.dataset_name
    .replace(/^Dataset\d+_/, '')
    .replaceAll('_', ' ')
    .trim();
  return totalSegmentator?.title ?? (plain || 'nnU-Net');
}

/** What is known of the terms. */
export function licenceOf({ totalSegmentator }: Pick<NnunetModel, 'totalSegmentator'>) {
  return totalSegmentator ? OF_TOTALSEGMENTATOR : UNSTATED;
}

const OF_TOTALSEGMENTATOR = {
  name: 'Apache-2.0',
  terms:
    'Weights of TotalSegmentator, released by its authors under the Apache License 2.0. Please cite Wasserthal et al., Radiology: Artificial Intelligence 2023. Research use only; not a medical device.',
  url: 'https://github.com/wasserth/TotalSegmentator',
};

const UNSTATED = {
  name: 'Not stated in the weights',
  terms:
    'The licence under which you received these weights applies to the pack. Research use only; not a medical device.',
};

/** What kind of scan a channel's name speaks of; undefined where it does not tell. */
function modalityOf(channel: string): 'CT' | 'MR' | undefined {
  if (/(^|[^a-z])(ct|cta|cbct)([^a-z]|$)/i.test(channel)) return 'CT';
  if (
    /(^|[^a-z])(mri?|mra|t1\w*|t2\w*|pd\w*|flair|adc|dwi|dce|dixon|swi|bssfp|cine)([^a-z]|$)/i.test(channel)
  )
    return 'MR';
  return undefined;
}

/** A row of the head over one window. */
function promptGflop({ unet }: NnunetModel, width: number): number {
  return round((2 * width * unet.patch[0] * unet.patch[1] * unet.patch[2]) / 1e9);
}

/** Three figures. */
function round(value: number): number {
  return Number(Math.max(value, 1e-9).toPrecision(3));
}
