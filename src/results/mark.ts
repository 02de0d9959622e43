import type { EllipseValues } from '#volume/mark-values.ts';
import type { Plane } from '#volume/slices.ts';
import type { Axis } from '#volume/tile.ts';
import type { VolumeId, WorldPoint } from '#volume/types.ts';

export type MarkId = string & { readonly brand: 'MarkId' };
export type MarkKind = 'ruler' | 'angle' | 'ellipse';

/** Something measured by hand on a slice. Plain data: points are in mm RAS+, so that another page places them alike. */
export type Mark = {
  readonly id: MarkId;
  readonly volumeId: VolumeId;
  /** The slice lies across this stored axis, in a view of this plane. */
  readonly view: Plane;
  readonly across: Axis;
  /** The ends of a ruler; an end, the vertex and the other end of an angle; two opposite corners round an ellipse. */
  readonly points: readonly WorldPoint[];
} & MarkValue;

export type MarkValue =
  | { readonly kind: 'ruler'; readonly lengthMm: number }
  | { readonly kind: 'angle'; readonly degrees: number }
  | ({ readonly kind: 'ellipse' } & EllipseValues);
