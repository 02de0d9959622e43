import { useAppState } from '#ui/use-app.ts';
import { AskOptions } from './ask-options.tsx';
import { RegionChip } from './region-chip.tsx';
import { RegionMenu } from './region-menu.tsx';

/** How the next prompts are asked, and of which part of the scan. */
export function AskRow() {
  const isOpen = useAppState(({ volume }) => volume.at === 'ready');
  if (!isOpen) return null;
  return (
    <div className="ask-row">
      <RegionChip />
      <RegionMenu />
      <AskOptions />
    </div>
  );
}
