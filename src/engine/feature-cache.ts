import type { Volume, VolumeId } from '#volume/types.ts';

/** What is kept of a volume. `bytes` is asked each time, for features come and go. */
interface Kept {
  readonly volumeId: VolumeId;
  readonly modality: Volume['modality'];
  readonly bytes: number;
  /** It is kept no longer: what it holds beyond the reach of garbage collection is to be let go of. */
  drop?(): void;
}

/** Keeps what was made of the volumes used last, within a budget; the newest is kept whatever its size. */
export class FeatureCache<T extends Kept> {
  /** From the one unused for longest to the newest. */
  readonly #kept = new Map<VolumeId, T>();
  readonly #budgetBytes: number;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  /** The entry of the volume, now the newest; undefined where it is not kept, or was prepared as another modality. */
  get(id: VolumeId, modality?: Volume['modality']): T | undefined {
    const entry = this.#kept.get(id);
    if (!entry || (modality !== undefined && entry.modality !== modality)) return undefined;
    this.put(entry);
    return entry;
  }

  /** Keeps `entry` as the newest and drops the oldest others until all fit the budget. */
  put(entry: T): void {
    const before = this.#kept.get(entry.volumeId);
    if (before !== entry) this.forget(entry.volumeId);
    this.#kept.delete(entry.volumeId);
    this.#kept.set(entry.volumeId, entry);
    let total = this.entries().reduce((sum, { bytes }) => sum + bytes, 0);
    for (const oldest of this.entries()) {
      if (total <= this.#budgetBytes || oldest === entry) return;
      total -= oldest.bytes;
      this.forget(oldest.volumeId);
    }
  }

  entries(): readonly T[] {
    return [...this.#kept.values()];
  }

  forget(id: VolumeId): void {
    const entry = this.#kept.get(id);
    this.#kept.delete(id);
    entry?.drop?.();
  }

  clear(): void {
    for (const { volumeId } of this.entries()) this.forget(volumeId);
  }
}
