import type { Tensor } from '#engine/runtime.ts';
import type { Preset } from '#model/manifest.ts';
import { greyValues } from '#model/presets.ts';
import { mirrored, toChannel } from '#model/slice-input.ts';
import { planSlices, type SlicePlan, takeSlice } from '#model/slice-plan.ts';
import type { SliceTiling } from '#model/tilings.ts';
import type { IntensityWindow } from '#volume/intensity.ts';
import type { Volume } from '#volume/types.ts';

/** Neighbouring stacks share slices; these are at hand. */
const CHANNELS_KEPT = 16;

/** A scan as one preset shows it to the model: slices of grey values. */
export class SliceView {
  /** Begins with the volume's id. */
  readonly key: string;
  readonly preset: Preset;
  readonly plan: SlicePlan;
  readonly window: IntensityWindow;
  readonly #data: Volume['data'];
  readonly #toByte: (stored: number) => number;
  readonly #tiling: SliceTiling;
  readonly #channels = new Map<number, Uint8Array>();

  constructor(volume: Volume, preset: Preset, tiling: SliceTiling, axes = preset.axes ?? tiling.axes) {
    const { window, toByte } = greyValues(volume, preset);
    this.preset = preset;
    this.plan = planSlices(volume.grid, axes);
    this.key = `${volume.id}/${volume.modality}/${preset.id}/${this.plan.axes}`;
    this.window = window;
    this.#data = volume.data;
    this.#toByte = toByte;
    this.#tiling = tiling;
  }

  keyOf(index: number): string {
    return `${this.key}/${index}`;
  }

  /** The slice and its neighbours, (1, channels, size, size); undefined where they are all one value. */
  input(index: number): Tensor | undefined {
    const { neighbours, size } = this.#tiling;
    const channels = neighbours.map((offset) =>
      this.#channel(mirrored(index + offset, this.plan.slices.count)),
    );
    const value = channels[0]?.[0];
    if (channels.every((channel) => channel.every((other) => other === value))) return undefined;
    const data = new Float32Array(channels.length * size * size);
    channels.forEach((channel, n) => {
      data.set(channel, n * size * size);
    });
    return { dims: [1, channels.length, size, size], data };
  }

  #channel(index: number): Uint8Array {
    const kept = this.#channels.get(index);
    if (kept) return kept;
    const { columns, rows } = this.plan;
    const slice = takeSlice(this.plan, index, this.#data, this.#toByte);
    const made = toChannel(slice, columns.count, rows.count, this.#tiling.size);
    this.#channels.set(index, made);
    const [oldest] = this.#channels.keys();
    if (oldest !== undefined && this.#channels.size > CHANNELS_KEPT) this.#channels.delete(oldest);
    return made;
  }
}
