import { toggleLarge } from '#commands/choose-view.ts';
import { showSlice } from '#commands/show-slice.ts';
import { say } from '#messages/say.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { scaleBar } from '#volume/drawn-over.ts';
import { isSlice, type SliceTile, type Tile } from '#volume/tile.ts';

const EDGES = ['left', 'right', 'top', 'bottom'] as const;

/** What is written and to be pressed on each view. */
export function TileFrames() {
  const tiles = useAppState((state) => state.tiles);
  const isMosaic = useAppState(({ layout }) => layout === 'mosaic');
  return (
    <div className="tile-frames" data-mosaic={isMosaic}>
      {tiles.map((tile) => (
        <TileFrame key={isMosaic && isSlice(tile) ? tile.slice : tile.view} tile={tile} isMosaic={isMosaic} />
      ))}
    </div>
  );
}

function TileFrame({ tile, isMosaic }: { readonly tile: Tile; readonly isMosaic: boolean }) {
  const { left, top, width, height } = tile;
  const isPaused = !isSlice(tile) && !tile.toScreen;
  return (
    <fieldset className="tile" data-view={tile.view} style={{ left, top, width, height }}>
      <legend className="unseen">{say.views.layouts[tile.view]}</legend>
      <div className="tile-head">
        {!isMosaic && !isPaused && <span data-place="name">{say.views.layouts[tile.view]}</span>}
        {isSlice(tile) && <SliceNumber tile={tile} />}
        {!isMosaic && <EnlargeButton view={tile.view} />}
      </div>
      {isSlice(tile) && !isMosaic && <SliceFrame tile={tile} />}
    </fieldset>
  );
}

function SliceNumber({ tile: { slice, slices } }: { readonly tile: SliceTile }) {
  return <span className="slice-number">{say.views.sliceNumber(slice + 1, slices)}</span>;
}

function EnlargeButton({ view }: Pick<Tile, 'view'>) {
  const app = useApp();
  const isLarge = useAppState(({ layout }) => layout === view);
  return (
    <IconButton
      icon={isLarge ? 'smaller' : 'larger'}
      label={isLarge ? say.views.showAll : say.views.enlarge}
      onPress={() => toggleLarge(app, view)}
    />
  );
}

function SliceFrame({ tile }: { readonly tile: SliceTile }) {
  const letters = say.views.edgeLetters[tile.view];
  const bar = scaleBar(tile.mmPerPixel, tile.width);
  return (
    <>
      {EDGES.map((edge, n) => (
        <span key={edge} data-place={edge}>
          {letters[n]}
        </span>
      ))}
      <span className="scale-bar" style={{ width: bar.px }}>
        {say.views.scaleLength(bar.mm)}
      </span>
      <SliceSlider tile={tile} />
    </>
  );
}

/** Upright; up is the patient's head, front or left. */
function SliceSlider({ tile }: { readonly tile: SliceTile }) {
  const app = useApp();
  const { slice, slices, isReversed, across, view } = tile;
  const flip = (n: number) => (isReversed ? slices - 1 - n : n);
  return (
    <input
      className="slice-slider"
      type="range"
      aria-label={say.views.sliceOf(say.views.layouts[view])}
      aria-valuetext={say.views.sliceNumber(slice + 1, slices)}
      min={0}
      max={slices - 1}
      value={flip(slice)}
      onChange={(event) => showSlice(app, across, flip(event.target.valueAsNumber))}
    />
  );
}
