import type { ResultsPlace } from '#results/results-place.ts';

/** A folder for results in memory. `refuses` names files that it does not take. */
export class MemoryPlace implements ResultsPlace {
  readonly name = 'results';
  readonly kind = 'folder';
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** In the order of writing. */
  readonly written: string[] = [];
  refuses: (name: string) => boolean = () => false;

  async read(name: string): Promise<string | undefined> {
    const bytes = this.files.get(name);
    return bytes && new TextDecoder().decode(bytes);
  }
  async has(name: string): Promise<boolean> {
    return this.files.has(name);
  }
  async write(name: string, content: Uint8Array<ArrayBuffer> | string): Promise<void> {
    if (this.refuses(name)) throw new DOMException('full', 'QuotaExceededError');
    this.written.push(name);
    this.files.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }
  async settle(): Promise<void> {}
  async end(): Promise<void> {}
}
