import type { Engine } from '#engine/engine.ts';
import type { Store } from '#state/store.ts';
import type { Viewer } from '#viewer/viewer.ts';
import type { Runs } from './runs.ts';
import type { Voxels } from './voxels.ts';

/** Everything a command may touch. Built once, in main.tsx. */
export interface App {
  readonly engine: Engine;
  readonly viewer: Viewer;
  readonly store: Store;
  readonly voxels: Voxels;
  /** Prompts being answered. */
  readonly runs: Runs;
  /** Files being opened. */
  readonly openings: Runs;
  /** Absolute. */
  readonly manifestUrl: string;
  /** Absolute. */
  readonly sampleUrl: string;
  /** Hands a file to the user. */
  save(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void;
}
