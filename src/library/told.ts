import { AppError, toWire, type WireError } from '#errors.ts';
import { say, speaking } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import { Parse3dError } from './api.ts';

/** As programs are told it. */
export const sentence = (wire: WireError): string => wording(wire, 'library');

/** What `task` gives; what it refuses is said in a sentence of `messages`, and an abort rejects with the signal's own reason. */
export async function told<T>(task: () => Promise<T>, signal?: AbortSignal, messages = say): Promise<T> {
  try {
    signal?.throwIfAborted();
    return await task();
  } catch (error) {
    if (signal?.aborted || error instanceof Parse3dError) throw error;
    const wire = toWire(error);
    throw new Parse3dError(
      wire.code,
      speaking(messages, () => sentence(wire)),
      { cause: error },
    );
  }
}

/** Of what only who made the page can have given. */
const OF_AUTHORS = ['link-elsewhere', 'arguments-invalid'];

/** As people are told it who see the page that a program made. */
export function saidToPeople({ cause, code, message }: Parse3dError): string {
  const isForPeople = cause instanceof Error && 'code' in cause && !OF_AUTHORS.includes(code);
  return isForPeople ? wording(toWire(cause)) : message;
}

/** What was given is not what is expected; `reason` is the beginning of a sentence. */
export function misuse(reason: string): AppError {
  return new AppError('arguments-invalid', { reason });
}
