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
    findings: findings.map(plain),
  };
}

function plain(finding: Finding) {
  const { kind, prompt, title } = finding;
  if (kind === 'not-understood') return { answer: kind, prompt, nearest: finding.nearest };
  const { structure, existence, source } = finding;
  const { device, ...rest } = source;
  const computedOn = { backend: device.backend, name: device.name, reason: device.reason };
  const common = { answer: kind, prompt, name: title, structure, existenceScore: existence };
  const origin = { source: { ...rest, computedOn } };
  if (kind === 'not-found') return { ...common, ...origin };
  const { labelId, color, measurement } = finding;
  return { ...common, labelId, color, measurement: measurementFacts(measurement), ...origin };
}
