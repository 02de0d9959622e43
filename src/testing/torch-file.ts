import { zipSync } from 'fflate';
import { joined } from './memory-sink.ts';

/** What a made checkpoint holds; tensors are float32, each in a file of its own. */
export type Made =
  | null
  | boolean
  | number
  | string
  | MadeTensor
  | readonly Made[]
  | { readonly [key: string]: Made };

export class MadeTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  /** Tensors with the same key are the same numbers. */
  readonly key: string;

  constructor(key: string, shape: readonly number[], data: Float32Array) {
    this.key = key;
    this.shape = shape;
    this.data = data;
  }
}

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A zip as torch.save writes it, of `content`. */
export function torchFile(content: Made): Uint8Array<ArrayBuffer> {
  const storages = new Map<string, Float32Array>();
  const pickle = joined([latin1('\x80\x02'), ...written(content, storages), latin1('.')]);
  const data = [...storages].map(
    ([key, { buffer, byteOffset, byteLength }]) =>
      [`checkpoint/data/${key}`, new Uint8Array(buffer, byteOffset, byteLength)] as const,
  );
  return zipSync(Object.fromEntries([['checkpoint/data.pkl', pickle], ...data]), { level: 0 });
}

function written(value: Made, storages: Map<string, Float32Array>): Uint8Array[] {
  if (value === null) return [latin1('N')];
  if (typeof value === 'boolean') return [latin1(value ? '\x88' : '\x89')];
  if (typeof value === 'number') return [latin1('J'), int32(value)];
  if (typeof value === 'string') return [text(value)];
  if (value instanceof MadeTensor) return tensor(value, storages);
  if (Array.isArray(value))
    return [
      latin1('('),
      ...(value as readonly Made[]).flatMap((each) => written(each, storages)),
      latin1('t'),
    ];
  const items = Object.entries(value).flatMap(([key, each]) => [text(key), ...written(each, storages)]);
  return [latin1('}('), ...items, latin1('u')];
}

/** torch._utils._rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict()) */
function tensor({ key, shape, data }: MadeTensor, storages: Map<string, Float32Array>): Uint8Array[] {
  storages.set(key, data);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1));
  const storage = ['storage', null, key, 'cuda:0', data.length].flatMap((each) =>
    each === null ? [latin1('ctorch\nFloatStorage\n')] : written(each, storages),
  );
  return [
    ...[latin1('ctorch._utils\n_rebuild_tensor_v2\n(('), ...storage, latin1('tQ')],
    ...[latin1('J'), int32(0), ...written(shape, storages), ...written(strides, storages)],
    latin1('\x89ccollections\nOrderedDict\n)RtR'),
  ];
}

function text(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value);
  return joined([latin1('X'), int32(bytes.length), bytes]);
}

function int32(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}
