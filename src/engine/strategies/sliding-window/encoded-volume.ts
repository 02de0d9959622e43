import { bytesOfTensors, disposeTensors } from '#engine/device-tensors.ts';
import type { Stage } from '#engine/engine.ts';
import type { Feeds } from '#engine/runtime.ts';
import type { Prepared } from '#model/preprocess.ts';
import type { SceneCheck } from '#model/scene/scene.ts';
import type { Sighting } from '#model/scene/sighting.ts';
import type { IntensityWindow } from '#volume/intensity.ts';
import type { Beside } from '#volume/measure.ts';
import type { Grid, Modality, Volume, VolumeId } from '#volume/types.ts';
import type { DecodedPrompt } from './decoded-prompt.ts';
import type { LookedAgain } from './look-again.ts';

/** What the image encoder said of each tile, in memory or on the device; undefined for a tile with nothing to see. */
export type Features = readonly (Feeds | undefined)[];

const NO_SAMPLES = { data: new Float32Array() };

/** What the engine keeps of a volume. */
export class EncodedVolume {
  readonly volumeId: VolumeId;
  readonly modality: Modality;
  readonly grid: Grid;
  readonly beside: Beside;
  readonly prepared: Prepared;
  /** Tile by tile, as far as they have been encoded. */
  readonly encoded: (Feeds | undefined)[] = [];
  /** Those of all tiles. Absent before they are encoded, and after a change of device. */
  features: Features | undefined;
  /** Whether the scan is one that the pack can answer, once that has been looked at; undefined where the pack does not ask. */
  scene: { readonly check: SceneCheck | undefined } | undefined;
  /** How long it took to look at it, until an answer has said that. */
  lookMilliseconds = 0;
  /** What all structures of the pack are in it, where the pack asks that. */
  sightings: readonly Sighting[] | undefined;
  /** By structure, what was decoded when the scan was looked at: it needs no decoding when it is asked for. */
  readonly decoded = new Map<string, DecodedPrompt>();
  /** The scan's, once it has been found for a second look. */
  intensity: IntensityWindow | undefined;
  /** By structure, what second looks came to. */
  readonly again = new Map<string, LookedAgain>();
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
    const features = this.encoded.map((tile) => bytesOfTensors(tile ?? {}));
    const samples = [...this.decoded.values(), ...this.again.values()].map(
      (each) => each.samples ?? NO_SAMPLES,
    );
    const parts = [...features, ...samples.map(({ data }) => data.byteLength)];
    return parts.reduce((sum, bytes) => sum + bytes, this.prepared.bytes);
  }

  /** Of `bytes` those on the device. */
  get deviceBytes(): number {
    return this.encoded.reduce((sum, tile) => sum + bytesOfTensors(tile ?? {}, 'on-device'), 0);
  }

  /** Lets go of the features. */
  drop(): void {
    for (const tile of this.encoded.splice(0)) disposeTensors(tile);
    this.features = undefined;
  }
}
