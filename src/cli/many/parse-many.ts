import { availableParallelism } from 'node:os';
import { saidOfBody } from '#cli/body-part.ts';
import { showProgress } from '#cli/command.ts';
import { toCount } from '#cli/count.ts';
import { makeFolder, readJson } from '#cli/files.ts';
import { holdFolder } from '#cli/folder-lock.ts';
import { toModality } from '#cli/modality.ts';
import { manifestPath } from '#cli/pack.ts';
import { type ParseValues, toComponents, toFlips } from '#cli/parse-options.ts';
import { saveKinds } from '#cli/save-kinds.ts';
import { sliceChoices } from '#cli/window-choices.ts';
import { AppError } from '#errors.ts';
import { readManifest } from '#model/manifest.ts';
import { asksForEverything, EVERYTHING } from '#prompt/everything.ts';
import { Ledger } from './ledger.ts';
import type { Wish } from './messages.ts';
import { kindFlags, packNames } from './open-scan.ts';
import { type ScanLine, ScanRun } from './scan-run.ts';
import { writeTableOfAll } from './table-of-all.ts';
import { type Unit, unitsInList, unitsOf } from './units.ts';

const FAILED_ALL = 1;
const FAILED_SOME = 4;
const STOPPED = 130;

/**
 * Answers the same prompts about every scan that is given, and writes what each run writes of one, a ledger and one table.
 * The exit code: 0 all, 4 some failed, 1 all failed, 130 stopped.
 * @throws AppError what is wrong with the arguments, the packs or the folder.
 */
export async function parseMany(values: ParseValues, positionals: readonly string[]): Promise<number> {
  const { units, wish, jobs } = planned(values, positionals);
  makeFolder(values.out);
  const letGo = holdFolder(values.out);
  try {
    const ledger = new Ledger(values.out);
    const tally = new Tally();
    const run = new ScanRun({ wish, jobs, ledger, tell: (line) => tally.tell(line) });
    const stop = () => run.stop();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    await run.over(units);
    process.off('SIGINT', stop).off('SIGTERM', stop);
    showProgress('');
    writeTableOfAll(values.out, ledger.entries());
    console.error(`${tally.summary()}. Written to ${values.out}`);
    if (run.isStopped) {
      console.error('Stopped. Run the same command again to go on.');
      return STOPPED;
    }
    return tally.exitCode();
  } finally {
    letGo();
  }
}

/** Everything that can be wrong with the command is said before the first scan. */
function planned(values: ParseValues, positionals: readonly string[]) {
  for (const option of ['series', 'name', 'compare'] as const) {
    if (values[option] === undefined) continue;
    throw usage(`--${option} is for one scan, and --jobs and --list for many`);
  }
  const text = values.all ? EVERYTHING : positionals.at(-1);
  const paths = values.all ? positionals : positionals.slice(0, -1);
  if ((paths.length === 0 && values.list === undefined) || text === undefined) {
    throw usage('Paths or --list are needed, and a text or --all');
  }
  const jobs = toCount('jobs', values.jobs ?? '1');
  const share = Math.max(1, Math.floor(availableParallelism() / jobs));
  const threads = toCount('threads', values.threads ?? String(share));
  const isForAll = values.all || asksForEverything(text);
  const asked = { ...values, whole: values.whole || isForAll };
  const wish: Wish = { values: asked, request: isForAll ? EVERYTHING : text, isForAll, threads };
  checkWish(wish);
  const listed = values.list === undefined ? [] : unitsInList(values.list);
  const units: readonly Unit[] = [...unitsOf(paths), ...listed];
  if (units.length === 0) throw usage('There is no path in --list');
  return { units, wish, jobs };
}

/** @throws AppError what would be refused of every scan. */
function checkWish(wish: Wish): void {
  const { values } = wish;
  toModality(values.modality);
  toComponents(values.components);
  toFlips(values.turn);
  sliceChoices({ ...values, parts: saidOfBody(values) ?? [] });
  saveKinds(kindFlags(wish));
  for (const name of packNames(values)) readManifest(readJson(manifestPath(name)));
}

function usage(reason: string): AppError {
  return new AppError('arguments-invalid', { reason });
}

/** Says what becomes of scans, and counts it. */
class Tally {
  readonly #counts = { done: 0, skipped: 0, failed: 0, 'left-out': 0 };

  /** A line of JSON among the results, a line for people beside them. */
  tell(line: ScanLine): void {
    this.#counts[line.status]++;
    process.stdout.write(`${JSON.stringify(line)}\n`);
    showProgress('');
    console.error(`[${this.#counts.done + this.#counts.skipped + this.#counts.failed}] ${said(line)}`);
  }

  summary(): string {
    const { done, skipped, failed, 'left-out': leftOut } = this.#counts;
    const parts = [`${done} answered`, `${skipped} there already`, `${failed} failed`];
    return [...parts, ...(leftOut > 0 ? [`${leftOut} left out, which are no scans`] : [])].join(', ');
  }

  exitCode(): number {
    const { done, skipped, failed } = this.#counts;
    if (done + skipped === 0) return FAILED_ALL;
    return failed > 0 ? FAILED_SOME : 0;
  }
}

function said(line: ScanLine): string {
  if (line.status === 'failed' || line.status === 'left-out') {
    return `${line.source}: ${line.status === 'failed' ? 'failed' : 'left out'}. ${line.sentence}`;
  }
  if (line.status === 'skipped') return `${line.source}: there already as ${line.stem}_*`;
  const { found, notFound, notUnderstood, notAnswered, scanDoubt, seconds } = line;
  const unread = notUnderstood > 0 ? `, ${notUnderstood} not understood` : '';
  const unanswered = notAnswered > 0 ? `, ${notAnswered} not answered` : '';
  const doubt = scanDoubt ? `. ${scanDoubt}` : '';
  return `${line.source}: ${found} found, ${notFound} not${unread}${unanswered}, ${seconds.toFixed(1)} s, ${line.stem}_*${doubt}`;
}
