import type { Source } from '#results/finding.ts';
import { useAppState } from '#ui/use-app.ts';
import type { Measurement } from '#volume/types.ts';
import type { Mark } from './finding-row.tsx';

/** A caution, and what to make of it. */
export interface Caution extends Mark {
  readonly hint?: string;
}

/** What to bear in mind with an answer, the gravest first. */
export function useCautions({ modality, isTested }: Source, measurement?: Measurement): readonly Caution[] {
  const now = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.modality : undefined));
  const cautions: Caution[] = [];
  if (now !== undefined && now !== modality) {
    cautions.push({ icon: 'warning', text: `Answered as ${modality}: ask again for ${now}` });
  }
  if (measurement && measurement.cutBy.length > 0) {
    cautions.push({
      icon: 'edge',
      text: `Cut by the edge of the scan (${measurement.cutBy.join(', ')})`,
      hint: 'It goes up to the edge of what was scanned, so the whole may be larger.',
    });
  }
  if (!isTested) {
    cautions.push({
      icon: 'info',
      isQuiet: true,
      text: `Not tested on ${modality === 'other' ? 'this kind of scan' : modality}`,
      hint: 'The model’s maker gives no figure for this structure on this kind of scan. Check it against the images.',
    });
  }
  return cautions;
}
