import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { foundObjects } from '#results/finding.ts';
import { verdictsOf } from '#results/verdict.ts';
import { displacement, placed } from '#results/verdict-places.ts';

const folder = process.argv[2] ?? 'results/verdicts';
const rows: unknown[] = [];
for (const file of readdirSync(folder).sort()) {
  const { trial } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
  if (!trial) continue;
  const verdicts = verdictsOf(trial.findings);
  const among = placed(foundObjects(trial.findings));
  for (const truth of trial.truths) {
    const f = trial.findings.find((x: any) => x.structure === truth.structure);
    if (!f) continue;
    const v = verdicts.get(f.id);
    const alone = verdictsOf([f]).get(f.id);
    const own = among.find((p) => p.id === f.id);
    const off = own && displacement(own, among);
    rows.push({
      case: trial.case,
      variant: trial.variant,
      kind: trial.kind,
      modality: trial.modality,
      ...truth,
      answer: f.kind,
      existence: f.existence,
      ...f.evidence,
      reason: f.reason,
      level: v?.level,
      alone: alone?.level,
      doubts: v?.doubts,
      conf: f.confidence,
      vol: f.measurement?.volumeMl,
      voxels: f.measurement?.voxels,
      cutBy: f.measurement?.cutBy,
      found: f.pieces?.found,
      left: f.pieces?.leftOutMl,
      list: f.pieces?.list,
      z: off?.deviations,
      zmm: off?.mm,
      to: off?.towards,
      shared: f.shared,
      hu: f.measurement?.figures?.meanIntensity,
      sd: f.measurement?.figures?.sdIntensity,
      body: f.source.body,
      tested: f.source.isTested,
      c: f.measurement?.centroid,
    });
  }
}
writeFileSync('/tmp/trustscratch/rows.json', JSON.stringify(rows));
console.log(rows.length);
