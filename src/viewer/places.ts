import { mosaicStep } from '#volume/slices.ts';
import type { View } from '#volume/tile.ts';
import type { Arrangement } from './viewer.ts';

/** Until another one is asked for. */
export const AT_FIRST: Arrangement = {
  layout: 'four-up',
  large: 'axial',
  largeShare: 0.66,
  split: [0.5, 0.5],
  mosaic: { plane: 'axial', step: undefined },
};

/** Where a view has its place: left, top, width and height as shares of the stage. */
export interface ViewPlace {
  readonly view: View;
  readonly position: readonly [left: number, top: number, width: number, height: number];
  /** The slice that is shown whatever the crosshair is on, as a share (0..1) of the scan along the patient's axis. */
  readonly depth?: number;
}

/** The dark line between two views, in shares of a stage of about a thousand pixels. */
const GAP = 0.004;
/** No view is narrower than this share. */
const LEAST = 0.15;

const SLICES: readonly View[] = ['axial', 'sagittal', 'coronal'];
const VIEWS: readonly View[] = ['axial', 'sagittal', 'coronal', 'render'];

/** The views of `arrangement` on a stage that is `aspect` times as wide as high; `slices`: how many a mosaic's plane has. */
export function placesOf(arrangement: Arrangement, aspect: number, slices: number): readonly ViewPlace[] {
  const { layout, large } = arrangement;
  const [x, y] = arrangement.split.map(kept);
  const isUpright = aspect < 1;
  switch (layout) {
    case 'four-up':
      return grid(VIEWS, parts(x), parts(y));
    case 'row':
      return isUpright ? grid(SLICES, even(1), even(3)) : grid(SLICES, even(3), even(1));
    case 'one-three': {
      const small = VIEWS.filter((view) => view !== large);
      const share = parts(kept(arrangement.largeShare));
      const [first, second] = share;
      if (!first || !second) return [];
      const along = even(3);
      return [
        { view: large, position: isUpright ? [0, 0, 1, first.size] : [0, 0, first.size, 1] },
        ...small.map((view, n) => {
          const { from, size } = along[n] ?? second;
          const position = isUpright
            ? [from, second.from, size, second.size]
            : [second.from, from, second.size, size];
          return { view, position: position as unknown as ViewPlace['position'] };
        }),
      ];
    }
    case 'mosaic':
      return mosaic(arrangement.mosaic, aspect, slices);
    default:
      return [{ view: layout, position: [0, 0, 1, 1] }];
  }
}

const kept = (share: number) => Math.min(1 - LEAST, Math.max(LEAST, share));

interface Part {
  readonly from: number;
  readonly size: number;
}

/** Two parts of a length of 1, the first of about `share`. */
function parts(share = 0.5): readonly Part[] {
  return [
    { from: 0, size: share - GAP / 2 },
    { from: share + GAP / 2, size: 1 - share - GAP / 2 },
  ];
}

function even(count: number): readonly Part[] {
  const size = (1 - GAP * (count - 1)) / count;
  return Array.from({ length: count }, (_, n) => ({ from: n * (size + GAP), size }));
}

function grid(views: readonly View[], columns: readonly Part[], rows: readonly Part[]): readonly ViewPlace[] {
  return rows.flatMap((row, j) =>
    columns.flatMap((column, i) => {
      const view = views[j * columns.length + i];
      return view ? [{ view, position: [column.from, row.from, column.size, row.size] as const }] : [];
    }),
  );
}

/** Every so many-th slice of one plane, from the patient's top, front or right on; what is over lies at both ends alike. */
function mosaic(given: Arrangement['mosaic'], aspect: number, slices: number): readonly ViewPlace[] {
  const { plane } = given;
  const { step } = mosaicStep(given.step, slices);
  const shown = Math.max(1, Math.ceil(slices / step));
  const first = Math.floor((slices - 1 - (shown - 1) * step) / 2);
  const columns = columnsFor(shown, aspect);
  const places = grid(Array(shown).fill(plane), even(columns), even(Math.ceil(shown / columns)));
  return places.map((place, n) => {
    const depth = (first + n * step + 0.5) / slices;
    return { ...place, depth: plane === 'sagittal' ? depth : 1 - depth };
  });
}

/** As many columns as make tiles nearly square and leave the fewest places empty. */
function columnsFor(shown: number, aspect: number): number {
  const square = Math.max(1, Math.min(shown, Math.round(Math.sqrt(shown * aspect))));
  const near = [square, square - 1, square + 1].filter((columns) => columns >= 1 && columns <= shown);
  const empty = (columns: number) => columns * Math.ceil(shown / columns) - shown;
  return near.reduce((best, columns) => (empty(columns) < empty(best) ? columns : best));
}
