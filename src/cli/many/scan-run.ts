import { Child, ProcessLost } from '#cli/child.ts';
import { NAME_TOO_LONG } from '#cli/files.ts';
import { AppError, fromWire, toWire, type WireError } from '#errors.ts';
import { wording } from '#messages/wording.ts';
import { findJobs, type Passed } from './find-jobs.ts';
import type { Ledger } from './ledger.ts';
import type { Answered, FromProcess, Opened, ScanJob, ToProcess, Wish } from './messages.ts';
import type { Unit } from './units.ts';

interface Where {
  /** Name of the scan: of its file, or what a series is called. */
  readonly scan: string;
  readonly source: string;
  /** From 1, where there are several at `source`. */
  readonly series: number | undefined;
  /** What the list calls it; of several scans at one path each has this, and a number more in the names of its results. */
  readonly case: string | undefined;
}

interface Refused {
  readonly code: WireError['code'];
  readonly sentence: string;
}

interface Words {
  readonly request: string;
  /** For people, of what was mended or is doubtful. */
  readonly notes: readonly Refused[];
  /** How often it was begun. */
  readonly attempts: number;
  readonly seconds: number;
}

/** What became of a scan. */
export type ScanLine = Where &
  (
    | ({ readonly status: 'done' } & Opened & Omit<Answered, 'notices'> & Words)
    | ({ readonly status: 'skipped'; readonly stem: string } & Opened)
    | ({ readonly status: 'failed'; readonly attempts: number } & Refused)
    | ({ readonly status: 'left-out'; readonly files: number } & Refused)
  );

export interface RunOptions {
  readonly wish: Wish;
  /** How many at a time. */
  readonly jobs: number;
  readonly ledger: Ledger;
  readonly tell: (line: ScanLine) => void;
  /** What a process runs, where it is not the usual. */
  readonly script?: URL;
}

/** A scan whose process was lost is begun once more, for it may have been another’s fault. */
const ATTEMPTS = 2;

/** So many scans in a row are computed in vain where nothing can be written. */
const MOST_UNWRITTEN = 2;

const SCRIPT = new URL('./process.ts', import.meta.url);

type ScanProcess = Child<ToProcess, FromProcess>;

interface Lane {
  child: ScanProcess | undefined;
}

/** Answers scans, several at a time, each in a process that keeps its packs. */
export class ScanRun {
  readonly #options: RunOptions;
  readonly #children = new Set<ScanProcess>();
  isStopped = false;
  /** How many scans in a row, as they come, could not be written. */
  #unwritten = 0;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /** Comes back when all are through, or the run was stopped. @throws AppError 'results-unwritable': then all others stop. */
  async over(units: readonly Unit[]): Promise<void> {
    const scans = this.#scansIn(units);
    const lanes = Array.from({ length: this.#options.jobs }, () => this.#lane(scans));
    try {
      await Promise.all(lanes);
    } catch (error) {
      this.stop();
      await Promise.allSettled(lanes);
      throw error;
    }
  }

  /** What is being answered is given up; nothing of it is written. */
  stop(): void {
    this.isStopped = true;
    for (const child of this.#children) void child.end();
  }

  /** One unit is listed at a time, when a lane has nothing left to do. */
  async *#scansIn(units: readonly Unit[]): AsyncGenerator<ScanJob, undefined> {
    for (const unit of units) {
      if (this.isStopped) return;
      const { jobs, passed } = await findJobs(unit);
      for (const each of passed) this.#note(passedLine(each));
      yield* jobs;
    }
  }

  async #lane(scans: AsyncGenerator<ScanJob, undefined>): Promise<void> {
    const lane: Lane = { child: undefined };
    try {
      // A generator answers its askers one after another.
      for (let next = await scans.next(); next.value && !this.isStopped; next = await scans.next()) {
        const line = await this.#tried(next.value, lane);
        if (line && (!this.isStopped || line.status === 'done')) this.#note(line);
      }
    } finally {
      await lane.child?.end();
      if (lane.child) this.#children.delete(lane.child);
    }
  }

  /** What became of a scan; undefined where the run was stopped. */
  async #tried(job: ScanJob, lane: Lane): Promise<ScanLine | undefined> {
    for (let attempt = 1; ; attempt++) {
      const child =
        lane.child ?? new Child<ToProcess, FromProcess>(this.#options.script ?? SCRIPT, this.#options.wish);
      lane.child = child;
      this.#children.add(child);
      try {
        return await this.#takeOne(job, child, attempt);
      } catch (error) {
        if (!(error instanceof ProcessLost)) throw error;
        this.#children.delete(child);
        lane.child = undefined;
        if (this.isStopped) return undefined;
        if (attempt === ATTEMPTS) return failedLine(job, lost(error), attempt);
        const { source } = job;
        console.error(`${source}: the process that answered it ended (${error.by}). It is begun once more.`);
      }
    }
  }

  async #takeOne(job: ScanJob, child: ScanProcess, attempts: number): Promise<ScanLine> {
    const { ledger, wish } = this.#options;
    const start = Date.now();
    const first = await child.ask({ kind: 'open', job });
    if (first.kind !== 'opened') return failedLine(job, errorOf(first), attempts);
    const { opened } = first;
    const called = job.wished ?? job.name;
    const there = ledger.whole(called, opened);
    if (there) {
      await child.ask({ kind: 'let-go' });
      return { ...where(job), status: 'skipped', ...opened, stem: there.stem };
    }
    const name = ledger.stemFor(called, opened.scanId);
    const second = await child.ask({ kind: 'answer', name });
    this.#heed(second);
    if (second.kind !== 'answered') return failedLine(job, errorOf(second), attempts);
    const { notices, ...answered } = second.answered;
    const notes = notices.map(refused);
    const seconds = Math.round((Date.now() - start) / 100) / 10;
    return {
      ...{ ...where(job), status: 'done', ...opened, ...answered },
      ...{ request: wish.request, notes, attempts, seconds },
    };
  }

  /** @throws AppError 'results-unwritable' where what befell two scans in a row, such as a full disk, would befall all. */
  #heed(reply: FromProcess): void {
    const error = reply.kind === 'refused' ? reply.error : undefined;
    if (error?.code !== 'results-unwritable') {
      this.#unwritten = 0;
      return;
    }
    const isItsOwn = 'reason' in error.details && error.details.reason === NAME_TOO_LONG;
    if (!isItsOwn && ++this.#unwritten === MOST_UNWRITTEN) throw fromWire(error);
  }

  /** Paths may name people: they are told to whoever gave them, and not kept. */
  #note(line: ScanLine): void {
    const { source: _, ...kept } = line;
    if (line.status !== 'skipped') this.#options.ledger.note(kept);
    this.#options.tell(line);
  }
}

function where({ name, source, series, listedAs }: ScanJob): Where {
  return { scan: name, source, series, case: listedAs };
}

function failedLine(job: ScanJob, error: WireError, attempts: number): ScanLine {
  return { ...where(job), status: 'failed', attempts, ...refused(error) };
}

function passedLine({ name, source, reason, count, isFailure, wished }: Passed): ScanLine {
  const of = { scan: name, source, series: undefined, case: wished };
  return isFailure
    ? { ...of, status: 'failed', attempts: 1, ...refused(reason) }
    : { ...of, status: 'left-out', files: count, ...refused(reason) };
}

function refused(error: WireError): Refused {
  return { code: error.code, sentence: wording(error, 'terminal') };
}

/** A process that says something else than it was asked for refuses. */
function errorOf(reply: FromProcess): WireError {
  return reply.kind === 'refused' ? reply.error : toWire(new AppError('internal', { where: 'scan process' }));
}

function lost({ by }: ProcessLost): WireError {
  return toWire(new AppError('worker-lost', { reason: by }));
}
