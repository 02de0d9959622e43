import { AppError, type CheckpointFault, type NnunetLimit } from '#errors.ts';

/** Why bytes are not taken as a checkpoint. Those who throw it do not know the file; `named` says which it was. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: 'checkpoint-unreadable' | 'checkpoint-damaged';

  readonly fault: CheckpointFault;
  /** The part, tensor, field or number that is meant. */
  readonly subject: string | undefined;

  constructor(code: Refusal['code'], fault: CheckpointFault, subject?: string) {
    super(subject === undefined ? fault : `${fault}: ${subject}`);
    this.code = code;
    this.fault = fault;
    this.subject = subject;
  }
}

/** For what is sound but nothing we read. */
export const unreadable = (fault: CheckpointFault, subject?: string) =>
  new Refusal('checkpoint-unreadable', fault, subject);

/** For what contradicts itself. */
export const damaged = (fault: CheckpointFault, subject?: string) =>
  new Refusal('checkpoint-damaged', fault, subject);

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
    const { code, fault, subject } = error;
    throw new AppError(code, { name, fault, ...(subject !== undefined && { subject }) }, { cause: error });
  }
}
