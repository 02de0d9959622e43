import { AppError, type TensorFault } from '#errors.ts';
import type { Checkpoint, StoredTensor } from './checkpoint.ts';
import { damaged, unreadable } from './refusal.ts';

/** What Lightning puts before a model's names. */
const WRAPPER = 'model.';
/** Class weights of the training losses; no part of the model. */
const LOSS = 'loss_function.';

export interface ModelTensors {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Names in the checkpoint that the model has no place for. */
  readonly ignored: readonly string[];
}

/**
 * The tensors of a model, all there with the shapes it expects. Tensors that it has no place for are refused, unless
 * `allowUnknown`: they may mean another model with the same parts.
 *
 * @throws AppError 'checkpoint-other-model'; Refusal. Twin: training/medimageparse3d/checkpoint.py, `model_from`.
 */
export function modelTensors(
  name: string,
  checkpoint: Checkpoint,
  expected: Readonly<Record<string, readonly number[]>>,
  allowUnknown: boolean,
): ModelTensors {
  const found = plainNames(checkpoint);
  const wanted = Object.entries(expected);
  const missing = wanted.filter(([key]) => !found.has(key)).map(([key]) => key);
  const ignored = [...found.keys()].filter((key) => !Object.hasOwn(expected, key));
  const tensors = new Map<string, StoredTensor>();
  const misshapen: string[] = [];
  for (const [key, shape] of wanted) {
    const tensor = found.get(key);
    if (typeof tensor === 'string') throw unreadable(tensor, key);
    if (tensor) tensors.set(key, tensor);
    if (tensor && tensor.shape.join() !== shape.join()) {
      misshapen.push(`${key} (${tensor.shape.join(', ')}) instead of (${shape.join(', ')})`);
    }
  }
  const unknown = allowUnknown ? [] : ignored;
  if (missing.length + unknown.length + misshapen.length > 0) {
    throw new AppError('checkpoint-other-model', { name, missing, unknown, misshapen });
  }
  return { tensors, ignored };
}

function plainNames({ tensors }: Checkpoint): ReadonlyMap<string, StoredTensor | TensorFault> {
  const plain = new Map<string, StoredTensor | TensorFault>();
  for (const [key, tensor] of tensors) {
    const name = key.startsWith(WRAPPER) ? key.slice(WRAPPER.length) : key;
    if (name.startsWith(LOSS)) continue;
    if (plain.has(name)) throw damaged('tensor-twice', name);
    plain.set(name, tensor);
  }
  return plain;
}
