import type { Finding, FindingId, FoundObject, NotFound } from './finding.ts';
import { plausible } from './plausibility.ts';
import type { Doubt } from './verdict.ts';

/** What speaks against each answer; an empty list where nothing does. */
export function doubtsOf(findings: readonly Finding[]): ReadonlyMap<FindingId, readonly Doubt[]> {
  return new Map(
    findings.flatMap((finding): [FindingId, readonly Doubt[]][] => {
      if (finding.kind === 'not-understood') return [];
      return [[finding.id, finding.kind === 'found' ? ofObject(finding) : ofAbsence(finding)]];
    }),
  );
}

function ofObject(finding: FoundObject): readonly Doubt[] {
  const { structure, measurement, source, existence } = finding;
  const { volumeMl, cutBy, figures } = measurement;
  const usual = plausible(structure);
  const doubts: Doubt[] = [];
  if (usual) {
    const [least, most] = usual.volumeMl;
    if (volumeMl < least && cutBy.length === 0)
      doubts.push({ kind: 'small', volumeMl, usualMl: usual.volumeMl });
    if (volumeMl > most) doubts.push({ kind: 'large', volumeMl, usualMl: usual.volumeMl });
    const mean = figures.meanIntensity;
    if (usual.hu && mean !== undefined && source.modality === 'CT') {
      if (mean < usual.hu[0] || mean > usual.hu[1]) doubts.push({ kind: 'intensity', mean, usual: usual.hu });
    }
  }
  if (existence < 0.5) doubts.push({ kind: 'presence', existence });
  return doubts;
}

function ofAbsence({ reason, existence, evidence }: NotFound): readonly Doubt[] {
  if (reason === 'too-little') return [{ kind: 'too-little', volumeMl: evidence.volumeMl }];
  return existence > 0.1 ? [{ kind: 'presence', existence }] : [];
}
