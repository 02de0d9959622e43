import * as z from 'zod/mini';
import { REPORT_VERSION, type Report, reportSchema } from './report-schema.ts';

type Fields = Readonly<Record<string, unknown>>;

/** As much of format 5 as there is no report without. It did not say what the scan shows. */
const fifth = z.looseObject({
  format: z.literal('parse3d-report'),
  formatVersion: z.literal(5),
  scan: z.looseObject({}),
});

/** As much of format 4 as there is no report without. No object was read from a file. */
const fourth = z.looseObject({
  format: z.literal('parse3d-report'),
  formatVersion: z.literal(4),
  findings: z.array(z.looseObject({ answer: z.string() })),
});

/** As much of format 3 as there is no report without. It had no verdicts. */
const third = z.looseObject({
  format: z.literal('parse3d-report'),
  formatVersion: z.literal(3),
  findings: z.array(z.looseObject({ answer: z.string() })),
});

/** As much of format 2 as there is no report without. It had no figures. */
const second = z.looseObject({
  format: z.literal('parse3d-report'),
  formatVersion: z.literal(2),
  findings: z.array(z.looseObject({ answer: z.string() })),
});

/** As much of format 1, whose page and terminal wrote different fields, as there is no report without. */
const first = z.looseObject({
  format: z.literal('parse3d-report'),
  formatVersion: z.literal(1),
  findings: z.array(z.looseObject({ answer: z.string() })),
});

/**
 * The report in `json`, of this format or an older one, in this format; undefined for what is no report, is damaged or of a
 * format that is newer. What an older format did not have is null, absent, or what it was for everybody.
 */
export function migrateReport(json: unknown): Report | undefined {
  const old = first.safeParse(json);
  const upToThird = fromSecond(old.success ? fromFirst(old.data) : json);
  const parsed = reportSchema.safeParse(fromFifth(fromFourth(fromThird(upToThird))));
  return parsed.success ? parsed.data : undefined;
}

function fromFifth(json: unknown): unknown {
  const old = fifth.safeParse(json);
  if (!old.success) return json;
  return { ...old.data, formatVersion: REPORT_VERSION, scan: { ...old.data.scan, bodyPart: null } };
}

function fromFourth(json: unknown): unknown {
  const old = fourth.safeParse(json);
  if (!old.success) return json;
  const findings = old.data.findings.map((finding) =>
    finding.answer === 'found' ? { ...finding, fromFile: null } : finding,
  );
  return { ...old.data, formatVersion: 5, findings };
}

function fromThird(json: unknown): unknown {
  const old = third.safeParse(json);
  if (!old.success) return json;
  const findings = old.data.findings.map((each) => {
    const given = each['source'] as Fields | null;
    const finding: typeof each = { ...each, source: given && { ...given, windows: null } };
    if (finding.answer === 'not-understood') return finding;
    if (finding.answer === 'not-found') return { ...finding, verdict: null };
    const pieces = finding['pieces'] as Fields | null;
    return {
      ...{ ...finding, verdict: null, confidence: null, drawnByHand: false, edits: {} },
      pieces: pieces && { ...pieces, list: [] },
    };
  });
  const scan = { ...(old.data['scan'] as Fields), turned: [] };
  return { ...old.data, formatVersion: 4, scan, findings };
}

function fromSecond(json: unknown): unknown {
  const old = second.safeParse(json);
  if (!old.success) return json;
  const findings = old.data.findings.map((finding) => {
    const measurement = finding['measurement'] as Fields | undefined;
    return measurement ? { ...finding, measurement: { ...measurement, figures: {} } } : finding;
  });
  const scan = { modalityReason: null, notices: [], ...(old.data['scan'] as Fields) };
  return { ...old.data, formatVersion: 3, scan, findings };
}

function fromFirst(old: z.infer<typeof first>): unknown {
  const { format, createdAt, notice, app, scan, overlapsInLabelMap } = old;
  const packs = Array.isArray(old['packs']) ? old['packs'] : [old['pack']].filter(Boolean);
  const findings = old.findings.map((finding) => fromFirstFinding(finding, old));
  const labels = new Map(findings.map((finding) => [finding['name'], finding['labelId']]));
  const named = (name: unknown) => ({ name, labelId: labels.get(name) });
  const overlaps = Array.isArray(overlapsInLabelMap) ? (overlapsInLabelMap as readonly Fields[]) : [];
  return {
    ...{ format, formatVersion: 2, createdAt, notice, scan, packs, findings },
    app: app ?? { name: 'parse3d', version: null },
    files: findings.flatMap(({ file }) => (typeof file === 'string' ? [file] : [])),
    overlapsInLabelMap: overlaps.map(({ covered, by, voxels }) => ({
      ...{ covered: named(covered), by: named(by), voxels },
    })),
  };
}

function fromFirstFinding(finding: Fields, report: Fields): Fields {
  const { answer, prompt, name, structure = null, existenceScore, evidence, testedOnModality } = finding;
  const source = sourceOf(finding, report);
  if (answer === 'not-understood') {
    return { answer, prompt, nearest: finding['nearest'], elsewhere: [], source };
  }
  const judged = { answer, prompt, name, structure, existenceScore, evidence, testedOnModality, source };
  if (answer === 'not-found') return { ...judged, reason: finding['reason'] };
  const { labelId, components, color = null, file = null } = finding;
  const measured = finding['measurement'] as Fields;
  return {
    ...judged,
    ...{ labelId, components, color, file },
    threshold: maskThreshold(report),
    pieces: null,
    changedByHand: false,
    probabilityFile: null,
    measurement: { centroidMmRas: null, boxVoxels: null, boxMmRas: null, ...measured },
  };
}

/** The page said it of each finding, the terminal once of all. */
function sourceOf(finding: Fields, report: Fields): Fields | null {
  const own = finding['source'] as Fields | undefined;
  const pack = (own?.['pack'] ?? report['pack']) as Fields | undefined;
  const computedOn = (own?.['computedOn'] ?? report['computedOn']) as Fields | undefined;
  if (!pack || !computedOn) return null;
  const scan = report['scan'] as Fields | undefined;
  return {
    pack: { id: pack['id'], version: pack['version'] },
    modality: own?.['modality'] ?? scan?.['modality'],
    computedOn: { threads: null, ...computedOn },
    milliseconds: own?.['milliseconds'] ?? report['milliseconds'] ?? {},
    slices: own?.['slices'] ?? finding['slices'] ?? null,
  };
}

/** It could not be changed then. */
function maskThreshold(report: Fields): unknown {
  const pack = report['pack'] as { readonly thresholds?: Fields } | undefined;
  return pack?.thresholds?.['maskThreshold'];
}
