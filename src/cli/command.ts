import { AppError, toWire, type WireError } from '#errors.ts';
import { wording } from '#messages/wording.ts';
import { endCleanly } from './interrupt.ts';

const BAD_INPUT = 1;
/** What was asked for cannot be done so, such as writing where nothing can be written. */
const BAD_USAGE = 2;
/** Somebody has to choose between scans. */
export const SEVERAL = 3;

/**
 * Runs a command of the terminal. What it refuses is said in the page's own sentence, without a stack trace.
 * The process ends with what `main` gives, 1 for bad input, 2 for bad usage, 3 where there are several scans, and 130 where the user stops it; a command that
 * then has things to put in order says so (`stopsItself`).
 */
export async function runCommand(
  main: () => Promise<number>,
  { stopsItself = false }: { readonly stopsItself?: boolean } = {},
): Promise<void> {
  if (!stopsItself) endCleanly();
  for (const stream of [process.stdout, process.stderr]) stream.on('error', passOver);
  try {
    process.exitCode = await main();
  } catch (error) {
    const refused = isParseArgsError(error)
      ? new AppError('arguments-invalid', { reason: inOneSentence(error.message) })
      : error;
    const wire = toWire(refused);
    console.error(wording(wire, 'terminal'));
    const isUsage = wire.code === 'arguments-invalid' || wire.code === 'results-unwritable';
    process.exitCode = wire.code === 'several-scans' ? SEVERAL : isUsage ? BAD_USAGE : BAD_INPUT;
  }
}

/** As node:util says it, without its advice for programmers and its full stop. */
function inOneSentence(message: string): string {
  return (message.split('. To specify')[0] ?? message).replaceAll(/\s*\n\s*/g, ' ').replace(/\.$/, '');
}

/** Nobody reads any more what is told, as behind “| head”: the work goes on, for its results are files. */
function passOver(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** What node:util's parseArgs throws. */
function isParseArgsError(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** What people should know, although the work goes on; beside the results, not among them. */
export function tellNotices(notices: readonly WireError[]): void {
  for (const notice of notices) console.error(wording(notice, 'terminal'));
}

/** `text` on a line of its own that the next call overwrites, where someone is watching. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
