import { measurementFacts } from '#formats/measurement-facts.ts';
import type { Finding } from '#state/findings-slice.ts';
import type { VolumeInfo } from '#state/volume-slice.ts';

/**
 * The answers as plain data for a file. Of the scan it holds the file's name and the grid, nothing from the header's
 * text fields. Numbers are in the units that their names say.
 */
export function report(scan: VolumeInfo, findings: readonly Finding[], at: Date) {
  return {
    format: 'parse3d-report',
    formatVersion: 1,
    createdAt: at.toISOString(),
    notice: 'Research use only. Not a medical device.',
    scan: {
      file: scan.name,
      modality: scan.modality,
      modalityIsGuess: scan.modalityIsGuess,
      size: scan.grid.size,
      spacingMm: scan.spacingMm,
      axes: scan.axes,
      voxelToWorldRas: scan.grid.voxelToWorld,
    },
    ...packs(findings),
    findings: findings.map(plain),
  };
}

/** The pack that answered last, as in a report of the terminal, and all that have answered, each once. */
function packs(findings: readonly Finding[]) {
  const answered = findings.flatMap((finding) =>
    finding.kind === 'not-understood' ? [] : [finding.source.pack],
  );
  const all = new Map(answered.map((pack) => [`${pack.id} ${pack.version}`, pack]));
  return { pack: answered.at(-1) ?? null, packs: [...all.values()] };
}

function plain(finding: Finding) {
  const { kind, prompt, title } = finding;
  if (kind === 'not-understood') return { answer: kind, prompt, nearest: finding.nearest };
  const { structure, existence, evidence, source } = finding;
  const { device, isTested, pack, ...rest } = source;
  const computedOn = { backend: device.backend, name: device.name, reason: device.reason };
  const common = {
    ...{ answer: kind, prompt, name: title, structure, existenceScore: existence },
    ...{ evidence, testedOnModality: isTested },
  };
  const origin = { source: { pack: { id: pack.id, version: pack.version }, ...rest, computedOn } };
  if (kind === 'not-found') return { ...common, reason: finding.reason, ...origin };
  const { labelId, color, components, measurement } = finding;
  return { ...common, labelId, components, color, measurement: measurementFacts(measurement), ...origin };
}
