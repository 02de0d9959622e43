import type { ErrorDetails, NnunetLimit, NnunetPart } from '#errors.ts';
import { difference } from './differences.ts';

type Sentences = {
  readonly [C in `nnunet-${string}` & keyof ErrorDetails]: (details: ErrorDetails[C]) => string;
};

const PARTS: { readonly [P in NnunetPart]: string } = {
  network: 'the network',
  convolution: 'the convolution',
  norm: 'the norm',
  activation: 'the activation',
  block: 'an option of the network',
  kernel: 'a kernel',
  stride: 'a stride',
  patch: 'a patch size that its strides do not divide',
  normalization: 'the normalisation of grey values',
  resampling: 'the resampling',
  reader: 'the reader of scans',
  preprocessor: 'the preprocessor',
  labels: 'the label manager',
};

/** What is so of the model, and what to choose instead. */
const LIMITS: { readonly [W in NnunetLimit['what']]: (limit: Extract<NnunetLimit, { what: W }>) => string } =
  {
    '2d': ({ configuration }) =>
      `its configuration ${configuration} works on single slices, and parse3d runs those in three dimensions. Choose the model’s 3d_fullres or 3d_lowres configuration.`,
    cascade: ({ configuration, previous }) =>
      `its configuration ${configuration} needs the result of ${previous} as input, which parse3d does not hand over. Choose the model’s 3d_fullres or ${previous} configuration.`,
    channels: ({ channels }) =>
      `it needs ${channels.length} images of the same patient at once (${channels.join(', ')}), and parse3d opens one scan at a time. Choose a model with a single input.`,
    regions: ({ regions }) =>
      `its classes are regions that overlap${regions.length > 0 ? ` (${regions.join(', ')})` : ''}, and parse3d runs models whose classes exclude each other. Choose a model that was not trained on regions.`,
    part: ({ part, value }) =>
      `its plans name ${value} as ${PARTS[part]}, which parse3d does not run. Choose a model that was trained with nnU-Net’s own PlainConvUNet or ResidualEncoderUNet and its usual preprocessing.`,
  };

export const nnunet: Sentences = {
  'nnunet-unsupported': ({ name, limit }) =>
    `The nnU-Net in “${name}” cannot be converted: ${sentenceOf(limit)}`,
  'nnunet-incomplete': ({ name, missing }) =>
    `“${name}” is only a part of an nnU-Net model: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. Choose the zip as its publisher offers it, its folder, or the checkpoint together with its plans.json and dataset.json.`,
  'nnunet-several': ({ name, models }) =>
    `“${name}” holds several models: ${models.join(', ')}. Choose one of them: its folder, or its configuration (--configuration in a terminal).`,
  'nnunet-choice': ({ name, asked, present }) =>
    `“${name}” has no ${asked}. Choose among what it has: ${present.map((each) => each || 'one fold without a number').join(', ')}.`,
  'nnunet-other-network': ({ name, trainer, ...names }) =>
    `The weights in “${name}” are not those of the network in its plans${trainer === '' ? '' : ` (trainer ${trainer})`}: ${difference(names)}. Choose a model that was trained with nnU-Net’s own architecture.`,
};

function sentenceOf<W extends NnunetLimit['what']>(limit: Extract<NnunetLimit, { what: W }>): string {
  return (LIMITS[limit.what as W] as (limit: NnunetLimit) => string)(limit);
}
