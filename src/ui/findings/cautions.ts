import { say } from '#messages/say.ts';
import { type FoundObject, isByModel } from '#results/finding.ts';
import { useAppState } from '#ui/use-app.ts';
import type { Mark } from './finding-row.tsx';

/** A caution, and what to make of it. */
export interface Caution extends Mark {
  readonly hint?: string;
}

/** What to bear in mind with an answer besides its verdict, the gravest first. */
export function useCautions(finding: FoundObject): readonly Caution[] {
  const { measurement, source } = finding;
  const { modality, isTested } = source;
  const now = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.modality : undefined));
  const cautions: Caution[] = [];
  if (now !== undefined && now !== modality && isByModel(finding)) {
    cautions.push({
      icon: 'warning',
      text: say.findings.otherModality(say.title.modalities[modality], say.title.modalities[now]),
    });
  }
  if (measurement.cutBy.length > 0) {
    cautions.push({
      icon: 'edge',
      text: say.findings.cut(measurement.cutBy),
      hint: say.findings.cutHint,
    });
  }
  if (!isTested) {
    cautions.push({
      icon: 'info',
      isQuiet: true,
      text: say.findings.untested(modality),
      hint: say.findings.untestedHint,
    });
  }
  return cautions;
}
