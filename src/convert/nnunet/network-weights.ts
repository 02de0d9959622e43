import type { StoredTensor } from '#convert/checkpoint.ts';
import { PickleDict, type PickleValue } from '#convert/pickle-values.ts';
import { damaged, unreadable } from '#convert/refusal.ts';
import type { Source } from '#convert/source.ts';
import { openTorchZip, type TorchFile } from '#convert/torch-zip.ts';
import { AppError } from '#errors.ts';

/** A checkpoint of nnU-Net: its weights, and what it says of its training. */
export interface NnunetCheckpoint {
  readonly file: TorchFile;
  readonly weights: ReadonlyMap<string, PickleValue>;
  readonly trainer: string | undefined;
  readonly configuration: string | undefined;
  readonly fold: number | string | undefined;
  /** Axes of the network that may be mirrored at inference; none if empty. */
  readonly mirrorAxes: readonly number[];
}

/** @throws Refusal where it is no checkpoint of nnU-Net v2. */
export async function openNnunetCheckpoint(source: Source): Promise<NnunetCheckpoint> {
  const file = await openTorchZip(source);
  if (!isNnunet(file.content)) throw unreadable('no-nnunet');
  const { entries } = file.content;
  const init = entries.get('init_args');
  const args = init instanceof PickleDict ? init.entries : new Map<PickleValue, PickleValue>();
  const weights = new Map<string, PickleValue>();
  const found = entries.get('network_weights');
  for (const [name, value] of found instanceof PickleDict ? found.entries : []) {
    if (typeof name === 'string') weights.set(name.replace(/^(?:module|_orig_mod)\./, ''), value);
  }
  const fold = args.get('fold');
  return {
    ...{ file, weights },
    trainer: text(entries.get('trainer_name')),
    configuration: text(args.get('configuration')),
    fold: typeof fold === 'number' || typeof fold === 'string' ? fold : undefined,
    mirrorAxes: toAxes(entries.get('inference_allowed_mirroring_axes')),
  };
}

/** Whether a pickle is what nnU-Net v2 saves. */
export function isNnunet(content: PickleValue): content is PickleDict {
  return content instanceof PickleDict && content.entries.get('network_weights') instanceof PickleDict;
}

function text(value: PickleValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function toAxes(value: PickleValue | undefined): readonly number[] {
  if (value === undefined || value === null) return [];
  const axes = [0, 1, 2].filter((axis) => Array.isArray(value) && value.includes(axis));
  if (!Array.isArray(value) || axes.length !== value.length) throw damaged('mirroring');
  return axes;
}

/** A second name of each weight of a block, and the encoder again as a part of the decoder. */
const ALIAS = /\.all_modules\.\d+\.|^decoder\.encoder\./;

interface Expected {
  /** The file, for people. */
  readonly name: string;
  /** Of every tensor of the network in the plans. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

/**
 * The tensors of the network in the plans, each there with its shape, and nothing besides. Second names must be of the same
 * numbers.
 *
 * @throws AppError 'nnunet-other-network' where names or shapes are another network's; Refusal.
 */
export async function networkTensors(
  { file, weights, trainer }: NnunetCheckpoint,
  { name, shapes }: Expected,
): Promise<ReadonlyMap<string, StoredTensor>> {
  const missing = [...shapes.keys()].filter((key) => !weights.has(key));
  const unknown = [...weights.keys()].filter((key) => !ALIAS.test(key) && !shapes.has(key));
  const misshapen: string[] = [];
  const tensors = new Map<string, StoredTensor>();
  for (const [key, shape] of shapes) {
    const value = weights.get(key);
    if (value === undefined) continue;
    const tensor = await file.locate(key, value);
    if (typeof tensor === 'string') throw unreadable(tensor, key);
    tensors.set(key, tensor);
    if (tensor.shape.join() !== shape.join())
      misshapen.push(`${key} (${tensor.shape.join(', ')}) instead of (${shape.join(', ')})`);
  }
  if (missing.length + unknown.length + misshapen.length > 0)
    throw new AppError('nnunet-other-network', {
      ...{ name, trainer: trainer ?? '', missing, unknown, misshapen },
    });
  await checkAliases({ file, weights }, tensors);
  return tensors;
}

/** PyTorch loads names one after another, so that of two different values the last would count. @throws Refusal */
async function checkAliases(
  { file, weights }: Pick<NnunetCheckpoint, 'file' | 'weights'>,
  tensors: ReadonlyMap<string, StoredTensor>,
): Promise<void> {
  for (const [key, value] of weights) {
    if (!ALIAS.test(key)) continue;
    const plain = plainName(key, tensors);
    const own = plain === undefined ? undefined : tensors.get(plain);
    const alias = await file.locate(key, value);
    const isSame =
      own !== undefined &&
      typeof alias !== 'string' &&
      alias.shape.join() === own.shape.join() &&
      (alias.offset === own.offset || (own.checked && alias.checked?.crc32 === own.checked.crc32));
    if (!isSame) throw damaged('tensor-alias', key);
  }
}

/** The first name of the tensor that `alias` names too. */
function plainName(alias: string, tensors: ReadonlyMap<string, unknown>): string | undefined {
  const name = alias.replace(/^decoder\.(?=encoder\.)/, '');
  const parts = /^(.*)\.all_modules\.\d+\.(\w+)$/.exec(name);
  if (!parts) return name;
  const [, block = '', field = ''] = parts;
  const isNorm = /\.all_modules\.0\./.test(name) ? 'conv' : 'norm';
  const plain = `${block}.${isNorm}.${field}`;
  return tensors.has(plain) ? plain : undefined;
}
