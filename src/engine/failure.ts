import { AppError } from '#errors.ts';
import type { Stage } from './engine.ts';

/** What a runtime threw, in its own words. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  // C++ exceptions that nobody translates have none.
  return /^\[object /.test(String(error)) ? 'the runtime gave no reason' : String(error);
}

/** Runtimes have no code for it: WebAssembly, C++ and Dawn each say it in their own way. */
export function isOutOfMemory(error: unknown): boolean {
  return /out of memory|bad_alloc|allocation failed|failed to allocate|could ?n.t allocate|memory access out of bounds|array buffer allocation|invalid (typed )?array length/i.test(
    messageOf(error),
  );
}

/** `error` as one of errors.ts. */
export function toAppError(error: unknown, stage: Stage): AppError {
  if (error instanceof AppError) return error;
  if (isOutOfMemory(error)) return new AppError('out-of-memory', { stage }, { cause: error });
  return new AppError('internal', { where: `${stage}: ${messageOf(error)}` }, { cause: error });
}
