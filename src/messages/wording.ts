import type { ErrorCode, ErrorDetails, WireError } from '#errors.ts';
import { say } from './say.ts';
import { structureName } from './structure-name.ts';

/** Where a sentence is read. */
export type Surface = 'page' | 'terminal' | 'library';

/** Details that are names of structures. */
const NAMES = new Set(['names', 'nearest']);

/** What happened and what to do next, for people: in the browser unless something else is said. */
export function wording({ code, details }: WireError, surface: Surface = 'page'): string {
  const told = surface === 'page' ? inPageWords(details) : details;
  const own =
    surface === 'page' ? undefined : say[surface === 'terminal' ? 'terminalErrors' : 'libraryErrors'][code];
  // `code` and `details` come from one AppError; TypeScript cannot carry that tie through WireError.
  const sentence = (own ?? say.errors[code]) as (details: ErrorDetails[ErrorCode]) => string;
  return sentence(told);
}

/** With the names of structures as the page says them. */
function inPageWords(details: WireError['details']): ErrorDetails[ErrorCode] {
  const named = Object.entries(details).map(([key, value]) =>
    NAMES.has(key) && Array.isArray(value) ? [key, value.map(structureName)] : [key, value],
  );
  // Only texts have changed; what `code` asks for is there as before.
  return Object.fromEntries(named) as ErrorDetails[ErrorCode];
}
