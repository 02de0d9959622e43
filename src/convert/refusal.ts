import { AppError } from '#errors.ts';

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

/** `work`, its refusals as errors that name the file. */
export async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new AppError(error.code, { name, reason: error.message }, { cause: error });
  }
}
