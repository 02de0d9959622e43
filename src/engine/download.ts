/** So long without a byte, and the connection counts as dead. */
const STALL_MS = 30_000;
/** Connections that are tried, in all, while they die without an answer or in the middle of one. */
const MOST_TRIES = 3;

/** The connection died; another may do better. */
class Interrupted extends Error {}

/**
 * The content at `url` in memory, once: its length is known from elsewhere, whatever the server says of a compressed one.
 * A connection that dies is taken up again where it ended, if the server can, else from the start.
 * @throws Error saying why; the signal's reason.
 */
export async function download(
  url: string,
  onBytes: (done: number) => void,
  signal: AbortSignal | undefined,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const content = new Content(bytes);
  for (let tries = 1; ; tries++) {
    try {
      await receive(url, content, onBytes, signal, tries > 1);
      return content.whole();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Interrupted) || tries === MOST_TRIES) throw error;
    }
  }
}

/** Receives what is still missing of `content`. */
async function receive(
  url: string,
  content: Content,
  onBytes: (done: number) => void,
  signal: AbortSignal | undefined,
  isAgain: boolean,
): Promise<void> {
  const stall = new Stall();
  const signals = [stall.signal, ...(signal ? [signal] : [])];
  // A range is of the file itself, never of its compressed form: what has come is unpacked.
  const range = content.length > 0 ? { Range: `bytes=${content.length}-` } : {};
  // A request for the same file that waits for a dead connection would hold this one up in the browser's cache.
  const again: RequestInit = isAgain ? { cache: 'no-store', headers: range } : {};
  try {
    const response = await fetch(url, { ...again, signal: AbortSignal.any(signals) });
    if (!response.ok) throw new Error(`HTTP ${response.status} ${response.statusText}`.trim());
    if (!goesOn(response, content.length)) content.length = 0;
    if (!response.body) return content.append(new Uint8Array(await response.arrayBuffer()));
    const reader = response.body.getReader();
    for (let next = await alive(reader); !next.done; next = await alive(reader)) {
      stall.postpone();
      content.append(next.value);
      onBytes(content.length);
    }
  } finally {
    stall.end();
  }
}

/** A connection that breaks off in the middle of an answer. */
async function alive(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>) {
  try {
    return await reader.read();
  } catch (cause) {
    throw new Interrupted(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** The server gives what follows the first `length` bytes, not all from the start. */
function goesOn({ status, headers }: Response, length: number): boolean {
  return status === 206 && headers.get('content-range')?.startsWith(`bytes ${length}-`) === true;
}

class Stall {
  readonly #controller = new AbortController();
  #timer = this.#start();

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  postpone(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #start() {
    const reason = `nothing has come for ${STALL_MS / 1000} seconds`;
    return setTimeout(() => this.#controller.abort(new Interrupted(reason)), STALL_MS);
  }
}

class Content {
  #bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(expected: number) {
    this.#bytes = new Uint8Array(expected);
  }

  append(part: Uint8Array<ArrayBuffer>): void {
    const end = this.length + part.length;
    if (end > this.#bytes.length) {
      const longer = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      longer.set(this.#bytes.subarray(0, this.length));
      this.#bytes = longer;
    }
    this.#bytes.set(part, this.length);
    this.length = end;
  }

  whole(): Uint8Array<ArrayBuffer> {
    return this.length === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.length);
  }
}
