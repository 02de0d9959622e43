import type { ModelManifest } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import type { Beside } from '#volume/measure.ts';
import type { Mask, VolumeId, WorldBox } from '#volume/types.ts';
import type { AnswerId } from './engine.ts';

/** The probabilities behind an answer, from which a mask at any threshold can be made without decoding. */
export interface Probabilities {
  readonly bytes: number;
  /** A fresh mask at `threshold`, a probability, of all its pieces. */
  at(threshold: number): Mask;
}

/** What an answer can be judged by again. */
export interface KeptAnswer {
  readonly volumeId: VolumeId;
  readonly structure: StructureId | undefined;
  readonly probabilities: Probabilities;
  readonly output: ModelManifest['output'];
  /** The part of the grid that the scanner filled, and the scan's voxels. */
  readonly beside: Beside;
  /** Where the middle of the structure may lie, mm RAS+, if the pack can tell. */
  readonly whereabouts?: WorldBox | undefined;
  /** Where the pack says that edges run which part objects of the mask. */
  readonly edges?: Mask | undefined;
}

/** Keeps the answers asked for or judged last, within a budget; the newest is kept whatever its size. */
export class AnswerStore {
  readonly #budgetBytes: number;
  /** From the one unused for longest to the newest. */
  readonly #kept = new Map<AnswerId, KeptAnswer>();
  /** Begins the names of this store's answers: none of another store's, of a worker that was lost, is taken for one of them. */
  readonly #prefix = crypto.randomUUID();
  #bytes = 0;
  #next = 1;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  /** A name for `answer`, by which it is found as long as there is room. */
  keep(answer: KeptAnswer): AnswerId {
    const id = `${this.#prefix}/${this.#next++}` as AnswerId;
    this.#put(id, answer);
    return id;
  }

  get(id: AnswerId): KeptAnswer | undefined {
    const answer = this.#kept.get(id);
    if (answer) {
      this.#drop(id);
      this.#put(id, answer);
    }
    return answer;
  }

  forget(volumeId: VolumeId): void {
    for (const [id, answer] of this.#kept) if (answer.volumeId === volumeId) this.#drop(id);
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }

  #put(id: AnswerId, answer: KeptAnswer): void {
    this.#kept.set(id, answer);
    this.#bytes += answer.probabilities.bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#budgetBytes || oldest === id) return;
      this.#drop(oldest);
    }
  }

  #drop(id: AnswerId): void {
    this.#bytes -= this.#kept.get(id)?.probabilities.bytes ?? 0;
    this.#kept.delete(id);
  }
}
