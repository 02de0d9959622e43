import { z } from 'zod/mini';
import { axes, between, countTo, grey, listOf } from './manifest-limits.ts';
import { nnunetTiling } from './manifest-nnunet.ts';

const voxels = countTo(4096);
export const window3d = z.object({
  kind: z.literal('window-3d'),
  /** Largest window, in voxels of the model grid along x, y, z; smaller volumes shrink it in steps of `multipleOf`. */
  size: z.readonly(z.tuple([voxels, voxels, voxels])),
  multipleOf: z.readonly(z.tuple([voxels, voxels, voxels])),
  /** Share of a window that its neighbour covers too, 0..0.9. */
  overlap: z.number().check(...between(0, 0.9)),
  blend: z.enum(['gaussian', 'constant']),
  /** Windows cover the body, all of which is above this after the intensity rule (body-box.ts); the whole grid if absent. */
  foregroundAbove: z.optional(grey),
});

const slices25d = z.object({
  kind: z.literal('slices-2.5d'),
  /** Offsets of the slices stacked as channels, in order, mirrored at the ends. */
  neighbours: listOf(z.int().check(...between(-64, 64)), 129).check(z.minLength(1)),
  /** Each slice is zero-padded evenly to a square and resized to this many pixels a side; docs/geometry.md. */
  size: voxels,
  /** How the model was used to scans being stored; they are flipped and turned to it, never resampled. As they are if absent. */
  axes: z.optional(axes),
});

/** How a scan is cut into what the network sees: `input.tiling` of a manifest. */
export const tilingSchema = z.discriminatedUnion('kind', [window3d, slices25d, nnunetTiling]);

export type Tiling = z.infer<typeof tilingSchema>;
export type WindowTiling = Extract<Tiling, { kind: 'window-3d' }>;
export type SliceTiling = Extract<Tiling, { kind: 'slices-2.5d' }>;

/** What holds for packs of one kind of tiling, beside how they are run. */
interface TilingKind {
  /** What answers a prompt: a decoder that is given a text's meaning, or a row of the network's head. */
  readonly asks: 'decoder' | 'head';
  /** It is cut from a grid that the whole scan is resampled onto: a pack may have second looks, a check of whole scans, and masks in phases. */
  readonly hasModelGrid: boolean;
  /** What the image encoder gives is kept for further prompts as it is, so that it may stay on the device. */
  readonly keepsFeatures: boolean;
}

/** A kind without a line here does not compile. */
const KINDS: Readonly<Record<Tiling['kind'], TilingKind>> = {
  'window-3d': { asks: 'decoder', hasModelGrid: true, keepsFeatures: true },
  'slices-2.5d': { asks: 'decoder', hasModelGrid: false, keepsFeatures: false },
  nnunet: { asks: 'head', hasModelGrid: false, keepsFeatures: false },
};

export function kindOf({ kind }: Pick<Tiling, 'kind'>): TilingKind {
  return KINDS[kind];
}
