import type { CallOptions, Stage } from './engine.ts';

/** Reports the progress of a call and adds up how long each of its stages took. */
export class Stopwatch {
  readonly milliseconds: Partial<Record<Stage, number>> = {};
  readonly #onProgress: CallOptions['onProgress'];

  constructor({ onProgress }: CallOptions) {
    this.#onProgress = onProgress;
  }

  async time<T>(
    stage: Stage,
    task: (report: (done: number, total: number) => void) => Promise<T> | T,
  ): Promise<T> {
    const start = performance.now();
    try {
      return await task((done, total) => this.#onProgress?.({ stage, done, total }));
    } finally {
      this.add(stage, performance.now() - start);
    }
  }

  add(stage: Stage, milliseconds: number): void {
    this.milliseconds[stage] = (this.milliseconds[stage] ?? 0) + milliseconds;
  }
}
