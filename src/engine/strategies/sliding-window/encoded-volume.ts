import type { Stage } from '#engine/engine.ts';
import type { Tensors } from '#engine/runtime.ts';
import type { Prepared } from '#model/preprocess.ts';
import type { SceneCheck } from '#model/scene/scene.ts';
import type { Beside } from '#volume/measure.ts';
import type { Grid, Modality, Volume, VolumeId } from '#volume/types.ts';
import type { DecodedPrompt } from './decoded-prompt.ts';

/** What the image encoder said of each tile; undefined for a tile with nothing to see. */
export type Features = readonly (Tensors | undefined)[];

/** What the engine keeps of a volume. */
export class EncodedVolume {
  readonly volumeId: VolumeId;
  readonly modality: Modality;
  readonly grid: Grid;
  readonly beside: Beside;
  readonly prepared: Prepared;
  /** Absent before they are encoded, and after a change of device. */
  features: Features | undefined;
  /** Whether the scan is one that the pack can answer, once that has been looked at; undefined where the pack does not ask. */
  scene: { readonly check: SceneCheck | undefined } | undefined;
  /** By structure, what was decoded when the scan was looked at: it needs no decoding when it is asked for. */
  readonly decoded = new Map<string, DecodedPrompt>();
  /** How long it took to come to the features. */
  milliseconds: Readonly<Partial<Record<Stage, number>>> = {};

  constructor(volume: Volume, prepared: Prepared, beside: Beside) {
    const { id, modality, grid } = volume;
    this.beside = beside;
    this.volumeId = id;
    this.modality = modality;
    this.grid = grid;
    this.prepared = prepared;
  }

  get bytes(): number {
    const tensors = (this.features ?? []).flatMap((tile) => Object.values(tile ?? {}));
    const arrays = [...tensors, ...[...this.decoded.values()].map(({ samples }) => samples)];
    return arrays.reduce((sum, { data }) => sum + data.byteLength, this.prepared.bytes);
  }
}
