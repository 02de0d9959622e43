import type { ErrorCode, ErrorDetails, WireError } from '#errors.ts';
import { say } from './say.ts';

/** What happened and what to do next, for people: in the browser and in the terminal. */
export function wording({ code, details }: WireError): string {
  // `code` and `details` come from one AppError; TypeScript cannot carry that tie through WireError.
  const sentence = say.errors[code] as (details: ErrorDetails[ErrorCode]) => string;
  return sentence(details);
}
