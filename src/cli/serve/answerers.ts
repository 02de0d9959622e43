import { Child, ProcessLost } from '#cli/child.ts';
import { AppError, fromWire } from '#errors.ts';
import type { ImageRequest } from './answer-image.ts';
import type { FromServe, ServeProcessGiven, ToServe } from './process.ts';
import type { ServeAnswer } from './request.ts';

/** Answers images; how many at a time and how many wait is bounded. */
export interface Answerers {
  /** @throws AppError what was wrong with it; Crowded; `signal.reason` where nobody waits for the answer any more. */
  answer(request: ImageRequest, waits: Waits): Promise<ServeAnswer>;
}

/** Who waits for an answer. */
export interface Waits {
  /** Aborted where nobody does any more. */
  readonly signal: AbortSignal;
  /** Other images of theirs were answered already, which would be lost: it is not sent away, however many wait. */
  readonly hasBegun?: boolean;
}

/** So many requests wait that one more is not taken. */
export class Crowded extends Error {}

interface Waiting {
  readonly start: (child: ServeChild) => void;
  readonly signal: AbortSignal;
}

type ServeChild = Child<ToServe, FromServe>;

/** An image whose process was lost is begun once more. */
const ATTEMPTS = 2;

const SCRIPT = new URL('./process.ts', import.meta.url);

/** Answers in processes that keep their packs. */
export class ProcessAnswerers implements Answerers {
  readonly #given: ServeProcessGiven;
  readonly #most: number;
  readonly #free: ServeChild[] = [];
  readonly #all = new Set<ServeChild>();
  #waiting: readonly Waiting[] = [];
  #isClosed = false;

  /** `most`: how many requests may wait. */
  constructor(given: ServeProcessGiven, most: number) {
    this.#given = given;
    this.#most = most;
  }

  /** Starts so many processes. @throws AppError what is wrong with a pack. */
  async start(count: number): Promise<void> {
    for (let n = 0; n < count && !this.#isClosed; n++) {
      const child = this.#begin();
      const said = await child.ask({ kind: 'start' });
      if (said.kind === 'refused') throw new AppError(said.error.code, said.error.details);
      this.#free.push(child);
    }
  }

  async answer(request: ImageRequest, waits: Waits): Promise<ServeAnswer> {
    let child = await this.#turn(waits);
    for (let attempt = 1; ; attempt++) {
      try {
        const said = await child.ask({ kind: 'answer', ...request });
        this.#giveBack(child);
        return answerOf(said);
      } catch (error) {
        if (!(error instanceof ProcessLost)) throw error;
        this.#all.delete(child);
        if (this.#isClosed) throw lost(error);
        // Another takes its place at once; it may have been another image’s fault, or nobody’s.
        child = this.#begin();
        if (attempt < ATTEMPTS && !waits.signal.aborted) continue;
        this.#giveBack(child);
        throw lost(error);
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#all].map((child) => child.end()));
  }

  #begin(): ServeChild {
    const child: ServeChild = new Child(SCRIPT, this.#given);
    this.#all.add(child);
    return child;
  }

  #turn({ signal, hasBegun = false }: Waits): Promise<ServeChild> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const free = this.#free.pop();
    if (free) return Promise.resolve(free);
    if (this.#waiting.length >= this.#most && !hasBegun) return Promise.reject(new Crowded());
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { start: resolve, signal };
      this.#waiting = [...this.#waiting, waiting];
      signal.addEventListener('abort', () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        reject(signal.reason);
      });
    });
  }

  #giveBack(child: ServeChild): void {
    const [next, ...rest] = this.#waiting;
    this.#waiting = rest;
    if (next) next.start(child);
    else this.#free.push(child);
  }
}

/** @throws AppError what was refused. */
function answerOf(said: FromServe): ServeAnswer {
  if (said.kind === 'answered') return said.answer;
  throw said.kind === 'refused' ? fromWire(said.error) : new AppError('internal', { where: 'serve' });
}

function lost({ by }: ProcessLost): AppError {
  return new AppError('worker-lost', { reason: by });
}
