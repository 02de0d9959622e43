import { say } from '#messages/say.ts';
import type { Source } from '#results/finding.ts';
import { regionSentence } from '#ui/prompt-bar/region-chip.tsx';
import { useAppState } from '#ui/use-app.ts';

/** That an answer is about a part of the scan alone. */
export function NotLookedAt({ region, windows }: Pick<Source, 'region' | 'windows'>) {
  const grid = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.grid : undefined));
  if (!region || !grid) return null;
  const { run, of } = windows ?? {};
  return (
    <p className="slice-reading">
      {say.asking.notLookedAt(regionSentence(region, grid))}
      {run !== undefined && of !== undefined && run < of && ` ${say.asking.asFarAsNeeded(run, of)}`}
    </p>
  );
}
