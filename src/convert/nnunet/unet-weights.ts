import type { Stage, Triple, Unet } from './architecture.ts';

/** A convolution in a checkpoint, by its name. */
export interface Convolution {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly kernel: Triple;
  readonly stride: Triple;
  readonly hasBias: boolean;
}

const ONE: Triple = [1, 1, 1];

/** A residual block: two convolutions with norms, and what the skip needs. */
export interface ResidualBlock {
  readonly first: Convolution;
  readonly second: Convolution;
  /** Average pooling over the skip; absent where it would be over one voxel. */
  readonly pool: Triple | undefined;
  /** Where the number of channels changes. */
  readonly projection: Convolution | undefined;
}

export interface DecoderStage {
  /** Transposed, its kernel being its stride. */
  readonly up: Convolution;
  readonly convolutions: readonly Convolution[];
}

/** The network's parts by the names that their weights have in a checkpoint. */
export interface UnetParts {
  readonly stem: Convolution | undefined;
  /** Of a plain encoder. */
  readonly plain: readonly (readonly Convolution[])[];
  /** Of a residual one. */
  readonly residual: readonly (readonly ResidualBlock[])[];
  readonly decoder: readonly DecoderStage[];
}

export function partsOf(unet: Unet): UnetParts {
  const isPlain = unet.kind === 'plain';
  const finest = unet.stages[0];
  const stem =
    isPlain || !finest ? undefined : convolution(unet, 'encoder.stem.convs.0', 1, unet.stem, finest.kernel);
  const from = (n: number) => unet.stages[n - 1]?.features ?? (isPlain ? 1 : unet.stem);
  return {
    stem,
    plain: isPlain ? unet.stages.map((stage, n) => plainStage(unet, stage, n, from(n))) : [],
    residual: isPlain ? [] : unet.stages.map((stage, n) => residualStage(unet, stage, n, from(n))),
    decoder: unet.decoder.map((depth, n) => decoderStage(unet, depth, n)),
  };
}

function plainStage(unet: Unet, { depth, features, kernel, stride }: Stage, n: number, from: number) {
  return Array.from({ length: depth }, (_, block) => {
    const given = block === 0 ? { from, stride } : { from: features, stride: ONE };
    return convolution(
      unet,
      `encoder.stages.${n}.0.convs.${block}`,
      given.from,
      features,
      kernel,
      given.stride,
    );
  });
}

function residualStage(unet: Unet, stage: Stage, n: number, from: number): readonly ResidualBlock[] {
  const { depth, features, kernel } = stage;
  return Array.from({ length: depth }, (_, block) => {
    const name = `encoder.stages.${n}.blocks.${block}`;
    const before = block === 0 ? from : features;
    const stride = block === 0 ? stage.stride : ONE;
    const pool = stride.some((s) => s !== 1) ? stride : undefined;
    const skip = `${name}.skip.${pool ? 1 : 0}`;
    return {
      first: convolution(unet, `${name}.conv1`, before, features, kernel, stride),
      second: convolution(unet, `${name}.conv2`, features, features, kernel),
      pool,
      projection:
        before === features
          ? undefined
          : { ...convolution(unet, skip, before, features, ONE), hasBias: false },
    };
  });
}

/** Stage 0 is the coarsest: it goes from the last stage of the encoder to the one before. */
function decoderStage(unet: Unet, depth: number, n: number): DecoderStage {
  const { stages } = unet;
  const below = stages[stages.length - 1 - n];
  const skip = stages[stages.length - 2 - n];
  if (!below || !skip) throw new Error(`There is no stage ${n} of the decoder.`);
  const { features, kernel } = skip;
  const up = convolution(
    unet,
    `decoder.transpconvs.${n}`,
    below.features,
    features,
    below.stride,
    below.stride,
  );
  const convolutions = Array.from({ length: depth }, (_, block) =>
    convolution(
      unet,
      `decoder.stages.${n}.convs.${block}`,
      block === 0 ? 2 * features : features,
      features,
      kernel,
    ),
  );
  return { up, convolutions };
}

function convolution(
  { hasBias }: Unet,
  name: string,
  from: number,
  to: number,
  kernel: Triple,
  stride: Triple = ONE,
): Convolution {
  return { name, from, to, kernel, stride, hasBias };
}

/** The head whose logits count; those of coarser stages were for training alone. */
export function headOf({ stages }: Unet): string {
  return `decoder.seg_layers.${stages.length - 2}`;
}

/** Every tensor of such a network with `classes` outputs, as PyTorch names and shapes it; slowest axis first. */
export function tensorsOf(unet: Unet, classes: number): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  const { stem, plain, residual, decoder } = partsOf(unet);
  const normed = ({ name, from, to, kernel, hasBias }: Convolution) => {
    shapes.set(`${name}.conv.weight`, [to, from, ...kernel]);
    if (hasBias) shapes.set(`${name}.conv.bias`, [to]);
    if (!unet.norm.affine) return;
    shapes.set(`${name}.norm.weight`, [to]);
    shapes.set(`${name}.norm.bias`, [to]);
  };
  if (stem) normed(stem);
  for (const each of plain.flat()) normed(each);
  for (const { first, second, projection } of residual.flat()) {
    normed(first);
    normed(second);
    if (projection) normed(projection);
  }
  for (const [n, { up, convolutions }] of decoder.entries()) {
    shapes.set(`${up.name}.weight`, [up.from, up.to, ...up.kernel]);
    if (up.hasBias) shapes.set(`${up.name}.bias`, [up.to]);
    for (const each of convolutions) normed(each);
    shapes.set(`decoder.seg_layers.${n}.weight`, [classes, up.to, 1, 1, 1]);
    shapes.set(`decoder.seg_layers.${n}.bias`, [classes]);
  }
  return shapes;
}
