import type { EncodeOptions, Stage, WindowChoices, WindowReading } from '#engine/engine.ts';
import type { Scanned } from '#engine/strategies/nnunet/scan-windows.ts';
import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import { type Axis, perAxis } from '#model/nnunet/axes.ts';
import type { Decided } from '#model/nnunet/class-bytes.ts';
import type { Field } from '#model/nnunet/field.ts';
import { everywhere, type Layout, layoutOf } from '#model/nnunet/layout.ts';
import { type NetworkInput, prepareInput } from '#model/nnunet/prepare.ts';
import type { Beside } from '#volume/measure.ts';
import { besideOf } from '#volume/patient-box.ts';
import type { Region } from '#volume/region.ts';
import type { Grid, Modality, Volume, VolumeId, VoxelBox } from '#volume/types.ts';

/** What the engine keeps of a volume. */
export class PreparedScan {
  readonly volumeId: VolumeId;
  readonly modality: Modality;
  readonly grid: Grid;
  readonly beside: Beside;
  readonly input: NetworkInput;
  readonly #tiling: NnunetTiling;
  /** What the network said, by what was chosen; absent before, and after a change of device. */
  seen: Seen | undefined;
  /** How long it took to come to that. */
  milliseconds: Readonly<Partial<Record<Stage, number>>> = {};

  constructor(volume: Volume, tiling: NnunetTiling, onSlice: (done: number, total: number) => void) {
    const { id, modality, grid } = volume;
    this.volumeId = id;
    this.modality = modality;
    this.grid = grid;
    this.beside = besideOf(volume);
    this.input = prepareInput(volume, tiling, onSlice);
    this.#tiling = tiling;
  }

  get bytes(): number {
    const { field, decided } = this.seen ?? {};
    return this.input.data.byteLength + (field?.bytes ?? 0) + (decided?.decision.bytes ?? 0);
  }

  /** Where labels are decided. */
  layout(region: Region | undefined): Layout {
    const box = region ? this.#voxelsOf(region.voxels) : everywhere(this.input);
    return layoutOf(this.input, this.#tiling, box);
  }

  /** Voxels of the scan in the network's axes. */
  #voxelsOf({ from, to }: VoxelBox): VoxelBox {
    const { size, stored, strides } = this.input.scan;
    const ends = (axis: Axis) => {
      const [low, high] = [from[stored[axis] as Axis], to[stored[axis] as Axis]];
      return strides[axis] < 0 ? [size[axis] - high, size[axis] - low] : [low, high];
    };
    return {
      from: perAxis((axis) => ends(axis)[0] as number),
      to: perAxis((axis) => ends(axis)[1] as number),
    };
  }
}

/** What the network said of a scan, and what followed from it. */
export interface Seen extends Scanned {
  readonly field: Field;
  readonly layout: Layout;
  readonly key: string;
  readonly reading: WindowReading;
  /** Made for the first prompt; what all the others are answered from. */
  decided: Decided | undefined;
}

/** What is said of how it was seen. */
export function readingOf(
  { mirror = false }: WindowChoices,
  { mirrorAxes }: NnunetTiling,
  { folds, inFloat16 }: Pick<WindowReading, 'folds' | 'inFloat16'>,
): WindowReading {
  return { folds, mirrored: mirror && mirrorAxes.length > 0, inFloat16 };
}

/** By which what was seen under some choices is known again. */
export function choiceKey(
  { windows: { mirror = false } = {}, region }: Pick<EncodeOptions, 'windows' | 'region'>,
  { mirrorAxes }: NnunetTiling,
): string {
  return JSON.stringify([mirror && mirrorAxes.length > 0, region?.voxels]);
}
