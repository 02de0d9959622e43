import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Facts, Measurement, Results } from './measurement.ts';

/** Results in a file, written after each measurement, so that an interruption costs one session at most. */
export class Store {
  readonly #path: string;
  readonly #facts: Facts;
  readonly #measurements: Measurement[];

  /** What other versions gave is dropped. */
  constructor(path: string, facts: Facts) {
    this.#path = path;
    this.#facts = facts;
    const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results).measurements : [];
    const { before, after } = facts.versions;
    this.#measurements = known.filter(({ version }) => version === before || version === after);
  }

  get results(): Results {
    return { facts: this.#facts, measurements: this.#measurements };
  }

  add(measurement: Measurement): void {
    this.#measurements.push(measurement);
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.part`, `${JSON.stringify(this.results, null, 1)}\n`);
    renameSync(`${this.#path}.part`, this.#path);
  }
}
