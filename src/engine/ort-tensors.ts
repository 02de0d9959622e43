import type { Session, Tensor, Tensors } from './runtime.ts';

/** As much of an onnxruntime tensor as we touch: the same in the browser and in Node. */
interface OrtTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}

interface OrtSession<T extends OrtTensor> {
  run(feeds: Record<string, T>): Promise<Record<string, OrtTensor>>;
  release(): Promise<void>;
}

/** An onnxruntime session as a Session; `toOrt` makes tensors of that runtime. */
export function wrapSession<T extends OrtTensor>(
  session: OrtSession<T>,
  toOrt: (tensor: Tensor) => T,
): Session {
  return {
    run: async (feeds) => {
      const given = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toOrt(tensor)]));
      return fromOrt(await session.run(given));
    },
    release: () => session.release(),
  };
}

function fromOrt(results: Record<string, OrtTensor>): Tensors {
  const tensors = Object.entries(results).map(([name, { type, dims, data }]): [string, Tensor] => {
    if (!(data instanceof Float32Array || data instanceof Int32Array)) {
      throw new Error(`Output ${name} is ${type}; packs give float32 or int32.`);
    }
    return [name, { dims, data }];
  });
  return Object.fromEntries(tensors);
}
