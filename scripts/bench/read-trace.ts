import type { Owner } from './owners.ts';

/** Microseconds on the trace's clock. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a thread did in one go. */
export interface Task extends Span {
  /** Microseconds on the processor: less than the span where other programs had it. */
  readonly ran: number;
}

export interface Trace {
  /** Of the page's main thread. */
  readonly tasks: readonly Task[];
  readonly mainThread: string;
  readonly profiles: readonly Profile[];
  /** When the page set marks, by name. */
  readonly marks: ReadonlyMap<string, number>;
  /** What the page and its workers measured themselves. */
  readonly measures: readonly Measure[];
}

/** From the begin to the end of something that a script measured and named. */
export interface Measure extends Span {
  readonly name: string;
}

interface CallFrame {
  readonly functionName?: string;
  readonly url?: string;
  readonly lineNumber?: number;
  readonly columnNumber?: number;
  readonly codeType?: string;
}

interface ProfileNode {
  readonly id: number;
  readonly parent?: number;
  readonly callFrame: CallFrame;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly id?: string;
  readonly id2?: { readonly local?: string };
  readonly args?: {
    readonly data?: {
      readonly startTime?: number;
      readonly cpuProfile?: { readonly nodes?: readonly ProfileNode[]; readonly samples?: readonly number[] };
      readonly timeDeltas?: readonly number[];
    };
  };
}

/** What one thread was doing, asked many times a second. */
export class Profile {
  readonly thread: string;
  readonly #nodes = new Map<number, ProfileNode>();
  /** A sample's node, and the span from it to the next one. */
  readonly #samples: { readonly node: number; readonly span: Span }[] = [];
  #at: number;

  constructor(thread: string, startTime: number) {
    this.thread = thread;
    this.#at = startTime;
  }

  add({ args }: TraceEvent): void {
    const { cpuProfile, timeDeltas = [] } = args?.data ?? {};
    for (const node of cpuProfile?.nodes ?? []) this.#nodes.set(node.id, node);
    for (const [n, node] of (cpuProfile?.samples ?? []).entries()) {
      this.#at += timeDeltas[n] ?? 0;
      const before = this.#samples.pop();
      if (before) this.#samples.push({ ...before, span: { from: before.span.from, to: this.#at } });
      this.#samples.push({ node, span: { from: this.#at, to: this.#at } });
    }
  }

  /** Microseconds of a span in which WebAssembly ran. */
  wasmIn(span: Span): number {
    return this.#timeIn(span, (frames) => frames.some(({ codeType }) => codeType === 'wasm'));
  }

  /** Microseconds of a span by whose code ran: that of the innermost function whose owner is known. */
  ownedIn(
    span: Span,
    ownerOf: (url: string, line: number, column: number) => Owner,
  ): Readonly<Record<'niivue' | 'other', number>> {
    const owned = (owner: Owner) =>
      this.#timeIn(span, (frames) => {
        const known = frames.map(({ url = '', lineNumber = 0, columnNumber = 0 }) =>
          ownerOf(url, lineNumber, columnNumber),
        );
        return known.find(Boolean) === owner;
      });
    return { niivue: owned('niivue'), other: owned('other') };
  }

  /** The functions that most of a span's time went to, by their own names and places in the built scripts. */
  heaviestIn({ from, to }: Span, count = 5): readonly (readonly [what: string, microseconds: number])[] {
    const sums = new Map<string, number>();
    for (const { node, span } of this.#samples) {
      const overlap = Math.min(to, span.to) - Math.max(from, span.from);
      if (overlap <= 0) continue;
      const {
        functionName = '',
        url = '',
        lineNumber = 0,
        columnNumber = 0,
      } = this.#nodes.get(node)?.callFrame ?? {};
      const place = `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber}:${columnNumber}`;
      sums.set(place, (sums.get(place) ?? 0) + overlap);
    }
    return [...sums].sort(([, one], [, other]) => other - one).slice(0, count);
  }

  #timeIn({ from, to }: Span, counts: (innermostFirst: readonly CallFrame[]) => boolean): number {
    const known = new Map<number, boolean>();
    let sum = 0;
    for (const { node, span } of this.#samples) {
      const overlap = Math.min(to, span.to) - Math.max(from, span.from);
      if (overlap <= 0) continue;
      if (!known.has(node)) known.set(node, counts(this.#stack(node)));
      if (known.get(node)) sum += overlap;
    }
    return sum;
  }

  #stack(id: number): readonly CallFrame[] {
    const frames: CallFrame[] = [];
    for (let node = this.#nodes.get(id); node; node = this.#nodes.get(node.parent ?? -1))
      frames.push(node.callFrame);
    return frames;
  }
}

/** Reads a trace that Chromium wrote. @throws Error where no page set a mark in it. */
export function readTrace(bytes: Uint8Array): Trace {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(bytes)) as { traceEvents: TraceEvent[] };
  const marked = traceEvents.filter(({ name }) => name.startsWith('bench:'));
  const [{ pid, tid } = { pid: 0, tid: 0 }] = marked;
  if (marked.length === 0) throw new Error('The trace holds no marks.');
  const own = traceEvents.filter((event) => event.pid === pid);
  const tasks = own
    .filter((event) => event.name === 'RunTask' && event.tid === tid)
    .map(({ ts, dur = 0, tdur = dur }) => ({ from: ts, to: ts + dur, ran: tdur }));
  return {
    tasks,
    mainThread: String(tid),
    profiles: profilesIn(own),
    marks: new Map(marked.map(({ name, ts }) => [name, ts])),
    measures: measuresIn(own),
  };
}

/** Pairs the begins and ends, which share an id. */
function measuresIn(events: readonly TraceEvent[]): readonly Measure[] {
  const begun = new Map<string, number>();
  const measures: Measure[] = [];
  for (const { name, ph, ts, id, id2 } of events) {
    const key = `${name} ${id2?.local ?? id}`;
    const from = begun.get(key);
    if (ph === 'b') begun.set(key, ts);
    if (ph !== 'e' || from === undefined) continue;
    begun.delete(key);
    measures.push({ name, from, to: ts });
  }
  return measures;
}

function profilesIn(events: readonly TraceEvent[]): readonly Profile[] {
  const profiles = new Map<string, Profile>();
  for (const event of events) {
    if (event.name === 'Profile')
      profiles.set(event.id ?? '', new Profile(String(event.tid), event.args?.data?.startTime ?? event.ts));
    if (event.name === 'ProfileChunk') profiles.get(event.id ?? '')?.add(event);
  }
  return [...profiles.values()];
}
