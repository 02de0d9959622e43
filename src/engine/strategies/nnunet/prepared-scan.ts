import type { Stage, WindowChoices, WindowReading } from '#engine/engine.ts';
import type { Scanned } from '#engine/strategies/nnunet/scan-windows.ts';
import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import { type Axis, perAxis } from '#model/nnunet/axes.ts';
import type { Decided } from '#model/nnunet/class-bytes.ts';
import type { Field } from '#model/nnunet/field.ts';
import { everywhere, type Layout, layoutOf } from '#model/nnunet/layout.ts';
import { type NetworkInput, prepareInput } from '#model/nnunet/prepare.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';
import type { Beside } from '#volume/measure.ts';
import { besideOf } from '#volume/patient-box.ts';
import type { Grid, Modality, Volume, VolumeId, VoxelBox, WorldBox } from '#volume/types.ts';

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
  layout(region: WorldBox | undefined): Layout {
    const box = region ? this.#voxelsOf(region) : everywhere(this.input);
    return layoutOf(this.input, this.#tiling, box);
  }

  /** The voxels of a box in the patient, in the network's axes. */
  #voxelsOf({ from, to }: WorldBox): VoxelBox {
    const inverse = worldToVoxel(this.grid);
    const corners = [from[0], to[0]].flatMap((x) =>
      [from[1], to[1]].flatMap((y) => [from[2], to[2]].map((z) => toVoxel(inverse, [x, y, z]))),
    );
    const { size, stored, strides } = this.input.scan;
    const ends = (axis: Axis) => {
      const along = corners.map((corner) => corner[stored[axis] as Axis]);
      const [low, high] = [Math.floor(Math.min(...along)), Math.ceil(Math.max(...along)) + 1];
      const clamped = [low, high].map((n) => Math.min(size[axis], Math.max(0, n))) as [number, number];
      return strides[axis] < 0 ? [size[axis] - clamped[1], size[axis] - clamped[0]] : clamped;
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
  { mirror = false, region }: WindowChoices,
  { mirrorAxes }: NnunetTiling,
  { folds, inFloat16 }: Pick<WindowReading, 'folds' | 'inFloat16'>,
): WindowReading {
  return { folds, mirrored: mirror && mirrorAxes.length > 0, inFloat16, region };
}

/** By which what was seen under some choices is known again. */
export function choiceKey({ mirror = false, region }: WindowChoices, { mirrorAxes }: NnunetTiling): string {
  return JSON.stringify([mirror && mirrorAxes.length > 0, region?.from, region?.to]);
}
