/** What a pickle can hold, as inert data. Nothing in it is ever called, imported or looked up. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | PickleDict
  | PickleGlobal
  | Inert
  | StorageRef
  | TensorRef;

export class PickleDict {
  readonly entries = new Map<PickleValue, PickleValue>();
}

/** A class or function by its name; not the thing itself. */
export class PickleGlobal {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Whatever an unknown class or function would have made. */
export class Inert {}

/** The one that stands for all of them. */
export const INERT = new Inert();

/** A block of numbers in a file of its own. */
export class StorageRef {
  readonly key: string;
  readonly type: string;
  readonly count: number;

  constructor(key: string, type: string, count: number) {
    this.key = key;
    this.type = type;
    this.count = count;
  }
}

/** A view into a storage; offset and strides count numbers. */
export class TensorRef {
  readonly storage: StorageRef;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];

  constructor(storage: StorageRef, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}
