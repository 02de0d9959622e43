import { say } from '#messages/say.ts';
import type { Source } from '#results/finding.ts';
import { regionSentence } from '#ui/prompt-bar/region-chip.tsx';
import { useAppState } from '#ui/use-app.ts';

/** That an answer is about a part of the scan alone. */
export function NotLookedAt({ region }: { readonly region: Source['region'] }) {
  const grid = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.grid : undefined));
  if (!region || !grid) return null;
  return <p className="slice-reading">{say.asking.notLookedAt(regionSentence(region, grid))}</p>;
}
