import type { Inspection, JobOptions, PackKey, PackStore, StoredPack } from '#packs/pack-store.ts';

/** Packs as plain facts: jobs end at once, and `fail` makes them fail. */
export class FakePackStore implements PackStore {
  stored: readonly StoredPack[] = [];
  fail: Error | undefined;
  isPaused = false;
  found: Inspection = { kind: 'other' };

  async list(): Promise<readonly StoredPack[]> {
    return this.stored;
  }
  async convert(_job: unknown, options?: JobOptions): Promise<PackKey> {
    await this.#work(options);
    return 'fake-float16' as PackKey;
  }
  async inspect(): Promise<Inspection> {
    if (this.fail) throw this.fail;
    return this.found;
  }
  async convertNnunet(_job: unknown, options?: JobOptions): Promise<PackKey> {
    await this.#work(options);
    return 'fake-float16' as PackKey;
  }
  async add(_folder: unknown, options?: JobOptions): Promise<PackKey> {
    await this.#work(options);
    return 'fake-float16' as PackKey;
  }
  async verify(_key: PackKey, options?: JobOptions): Promise<void> {
    await this.#work(options);
  }
  async remove(key: PackKey): Promise<void> {
    this.stored = this.stored.filter((pack) => pack.key !== key);
  }
  async exportTo(_key: PackKey, _target: unknown, options?: JobOptions): Promise<void> {
    await this.#work(options);
  }
  async zip(key: PackKey, options?: JobOptions): Promise<File> {
    await this.#work(options);
    return new File([], `${key}.zip`);
  }
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }

  async #work({ signal, onProgress }: JobOptions = {}): Promise<void> {
    onProgress?.({ stage: 'check', done: 1, total: 2 });
    await Promise.resolve();
    signal?.throwIfAborted();
    if (this.fail) throw this.fail;
  }
}
