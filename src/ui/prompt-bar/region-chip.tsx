import { chooseWholeScan } from '#commands/choose-region.ts';
import { say } from '#messages/say.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { boxSize } from '#volume/boxes.ts';
import { type Region, slicesOf } from '#volume/region.ts';
import type { Grid } from '#volume/types.ts';

/** The part of the scan that alone is asked about, to be taken back. */
export function RegionChip() {
  const app = useApp();
  const region = useAppState((state) => state.region);
  const grid = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.grid : undefined));
  if (!region || !grid) return null;
  const sentence = regionSentence(region, grid);
  return (
    <button
      type="button"
      className="chip region-chip"
      aria-label={`${sentence}. ${say.asking.wholeAgain}`}
      title={say.asking.wholeAgain}
      onClick={() => chooseWholeScan(app)}
    >
      {sentence}
      <Icon name="close" />
    </button>
  );
}

/** What a region is, in a few words. */
export function regionSentence(region: Region, grid: Grid): string {
  const slices = slicesOf(region, grid);
  return slices ? say.asking.region(slices) : say.asking.box(boxSize(region.voxels));
}
