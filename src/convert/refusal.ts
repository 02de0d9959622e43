import { AppError, type NnunetLimit } from '#errors.ts';

/** Why bytes are not taken as a checkpoint. Those who throw it do not know the file; `named` says which it was. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: 'checkpoint-unreadable' | 'checkpoint-damaged';

  constructor(code: Refusal['code'], reason: string) {
    super(reason);
    this.code = code;
  }
}

/** For what is sound but nothing we read. */
export const unreadable = (reason: string) => new Refusal('checkpoint-unreadable', reason);

/** For what contradicts itself. */
export const damaged = (reason: string) => new Refusal('checkpoint-damaged', reason);

/** Why an nnU-Net model is not taken, although its files are sound. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
  readonly limit: NnunetLimit;

  constructor(limit: NnunetLimit) {
    super(`nnU-Net: ${limit.what}`);
    this.limit = limit;
  }
}

/** `work`, its refusals as errors that name the file. */
export async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unsupported)
      throw new AppError('nnunet-unsupported', { name, limit: error.limit }, { cause: error });
    if (!(error instanceof Refusal)) throw error;
    throw new AppError(error.code, { name, reason: error.message }, { cause: error });
  }
}
