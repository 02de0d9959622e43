import type { TensorFault } from '#errors.ts';
export type FloatType = 'float32' | 'float16' | 'bfloat16';

export const FLOAT_BYTES: Readonly<Record<FloatType, number>> = { float32: 4, float16: 2, bfloat16: 2 };

/** Numbers in a checkpoint, in C order from `offset` of the file. */
export interface StoredTensor {
  readonly dtype: FloatType;
  /** Slowest axis first. */
  readonly shape: readonly number[];
  readonly offset: number;
  /** The part of the file that a checksum covers and the tensor lies in; absent where there is none. */
  readonly checked?: CheckedPart;
}

export interface CheckedPart {
  readonly offset: number;
  readonly bytes: number;
  readonly crc32: number;
}

export interface Checkpoint {
  /** By name; what is no tensor of floating-point numbers is here by the reason why it cannot be used. */
  readonly tensors: ReadonlyMap<string, StoredTensor | TensorFault>;
  /** Equal for equal files, as far as can be told without reading them whole. */
  readonly fingerprint: string;
}

/** How many numbers a tensor of this shape has. */
export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
