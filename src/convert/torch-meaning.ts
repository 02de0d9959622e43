import type { PickleMeaning } from './pickle-machine.ts';
import {
  INERT,
  Inert,
  PickleDict,
  PickleGlobal,
  type PickleValue,
  StorageRef,
  TensorRef,
} from './pickle-values.ts';
import { damaged } from './refusal.ts';

const DIMENSIONS = 16;

/** All that torch.save's names mean to us: dictionaries, and tensors as views into storages. The rest is inert. */
export const TORCH: PickleMeaning = {
  global: (module, name) => new PickleGlobal(`${module}.${name}`),
  call: (callee, given) => {
    const called = callee instanceof PickleGlobal ? CALLS.get(callee.name) : undefined;
    return called ? called(given) : INERT;
  },
  persistent: toStorage,
};

const CALLS = new Map<string, (given: readonly PickleValue[]) => PickleValue>([
  ['collections.OrderedDict', toOrderedDict],
  ['torch._utils._rebuild_tensor_v2', toTensor],
  ['torch._utils._rebuild_parameter', ([data = null]) => data],
]);

/** From nothing, or from a list of pairs. */
function toOrderedDict([pairs]: readonly PickleValue[]): PickleValue {
  const dict = new PickleDict();
  if (!Array.isArray(pairs)) return dict;
  for (const pair of pairs) {
    if (Array.isArray(pair) && pair.length === 2) dict.entries.set(pair[0] ?? null, pair[1] ?? null);
  }
  return dict;
}

/** ('storage', type, key, device, count) */
function toStorage(id: PickleValue): PickleValue {
  const [tag, type, key, , count] = Array.isArray(id) ? id : [];
  if (tag !== 'storage' || typeof key !== 'string' || !isCount(count)) throw damaged('index-broken');
  return new StorageRef(key, type instanceof PickleGlobal ? type.name : 'unknown', count);
}

/** (storage, offset, shape, strides, …) */
function toTensor([storage, offset, shape, strides]: readonly PickleValue[]): PickleValue {
  const isShape = (value: unknown): value is number[] =>
    Array.isArray(value) && value.length <= DIMENSIONS && value.every(isCount);
  if (storage instanceof Inert) return storage;
  if (
    !(storage instanceof StorageRef) ||
    !isCount(offset) ||
    !isShape(shape) ||
    !isShape(strides) ||
    shape.length !== strides.length
  ) {
    throw damaged('index-tensor');
  }
  return new TensorRef(storage, offset, shape, strides);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
