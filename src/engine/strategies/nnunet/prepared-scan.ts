import type { EncodeOptions, Stage, WindowChoices, WindowReading } from '#engine/engine.ts';
import type { Coarse } from '#engine/strategies/nnunet/coarse-look.ts';
import type { Scanned } from '#engine/strategies/nnunet/scan-windows.ts';
import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import { AXES, type Axis, perAxis } from '#model/nnunet/axes.ts';
import type { Decided } from '#model/nnunet/class-bytes.ts';
import type { Field } from '#model/nnunet/field.ts';
import { everywhere, type Layout, layoutOf } from '#model/nnunet/layout.ts';
import { type NetworkInput, prepareInput } from '#model/nnunet/prepare.ts';
import type { Windows } from '#model/nnunet/windows.ts';
import type { Beside } from '#volume/measure.ts';
import { besideOf } from '#volume/patient-box.ts';
import { type Region, regionOfVoxels } from '#volume/region.ts';
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
  /** What a coarse look at all of it saw; absent before there was one, and after a change of device. */
  coarse: Coarse | undefined;
  /** How many windows have been run under some choices. */
  spent = { key: '', windows: 0 };
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
    const coarse = this.coarse?.labels.byteLength ?? 0;
    return this.input.data.byteLength + coarse + (field?.bytes ?? 0) + (decided?.decision.bytes ?? 0);
  }

  /** A device has failed: what it said counts for nothing. */
  forgetSeen(): void {
    this.seen = undefined;
    this.coarse = undefined;
    this.spent = { key: '', windows: 0 };
  }

  /** Voxels that are asked about, in the network's axes. */
  limits(region: Region | undefined): VoxelBox {
    return region ? this.#voxelsOf(region.voxels) : everywhere(this.input);
  }

  /** Where labels are decided: of these voxels, in the network's axes. */
  layout(voxels: VoxelBox): Layout {
    return layoutOf(this.input, this.#tiling, voxels);
  }

  /** These voxels, in the network's axes, as a part of the scan. */
  regionOf({ from, to }: VoxelBox): Region {
    const { size, stored, strides } = this.input.scan;
    const box: { from: [number, number, number]; to: [number, number, number] } = {
      from: [0, 0, 0],
      to: [0, 0, 0],
    };
    for (const axis of AXES) {
      const target = stored[axis] as Axis;
      const isBack = strides[axis] < 0;
      box.from[target] = isBack ? size[axis] - to[axis] : from[axis];
      box.to[target] = isBack ? size[axis] - from[axis] : to[axis];
    }
    return regionOfVoxels(this.grid, box);
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
  /** The windows that it was blended of. */
  readonly windows: Windows;
  /** The part of the scan about which that is all; undefined where it is all that was asked about. */
  readonly part: Region | undefined;
  readonly key: string;
  readonly reading: WindowReading;
  /** Made for the first prompt; what all the others are answered from. */
  decided: Decided | undefined;
}

/** What is said of how it was seen. */
export function readingOf(
  { mirror = false }: WindowChoices,
  { mirrorAxes }: NnunetTiling,
  rest: Omit<WindowReading, 'mirrored'>,
): WindowReading {
  return { mirrored: mirror && mirrorAxes.length > 0, ...rest };
}

/** By which what was seen under some choices is known again. */
export function choiceKey(
  { windows: { mirror = false } = {}, region }: Pick<EncodeOptions, 'windows' | 'region'>,
  { mirrorAxes }: NnunetTiling,
): string {
  return JSON.stringify([mirror && mirrorAxes.length > 0, region?.voxels]);
}
