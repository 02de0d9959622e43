import type { ErrorCode, ErrorDetails, WireError } from '#errors.ts';
import { say } from './say.ts';

/** Where a sentence is read. */
export type Surface = 'page' | 'terminal' | 'library';

/** What happened and what to do next, for people: in the browser unless something else is said. */
export function wording({ code, details }: WireError, surface: Surface = 'page'): string {
  const own =
    surface === 'page' ? undefined : say[surface === 'terminal' ? 'terminalErrors' : 'libraryErrors'][code];
  // `code` and `details` come from one AppError; TypeScript cannot carry that tie through WireError.
  const sentence = (own ?? say.errors[code]) as (details: ErrorDetails[ErrorCode]) => string;
  return sentence(details);
}
