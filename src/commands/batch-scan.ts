import { AppError } from '#errors.ts';
import type { OpenedScan } from '#formats/reader.ts';
import type { ScanList } from '#formats/scan-reader.ts';
import { unsureError } from '#formats/unsure.ts';
import { asksForEverything } from '#prompt/everything.ts';
import { packsThatMayKnow } from '#prompt/other-packs.ts';
import { beyondAsides } from '#prompt/read-prompt.ts';
import type { Leg } from '#prompt/route.ts';
import { type Answers, answersAsFindings } from '#results/answers-as-findings.ts';
import { BATCH_TABLE, type BatchKey, type BatchTable } from '#results/batch-table.ts';
import { colorTable } from '#results/color-table.ts';
import { outputNames, scanStem } from '#results/file-names.ts';
import { foundObjects } from '#results/finding.ts';
import { labelDescriptions } from '#results/label-descriptions.ts';
import { refuseUnread } from '#results/refuse-unread.ts';
import { buildReport } from '#results/report.ts';
import type { ResultsPlace } from '#results/results-place.ts';
import { asStated, type StatedScan } from '#results/stated-scan.ts';
import type { BatchScanState, BatchSettings } from '#state/batch-slice.ts';
import type { RunProgress } from '#state/run-slice.ts';
import { type BodyPart, statedParts } from '#volume/body-part.ts';
import type { Modality, Volume } from '#volume/types.ts';
import type { App } from './app.ts';
import { forgetVolume } from './batch-hold.ts';
import { lendPack } from './lend-pack.ts';
import { versionsOf } from './packs-at-hand.ts';
import type { RouteFor } from './read-batch.ts';

/** What all scans of a batch share. */
export interface BatchJob extends Pick<BatchSettings, 'modality'> {
  readonly text: string;
  readonly list: ScanList;
  readonly place: ResultsPlace;
  /** The pack that is ready is first. */
  readonly routeFor: RouteFor;
  readonly signal: AbortSignal;
  /** As it lies at the place. */
  table: BatchTable;
}

/** The files of one scan cannot be looked for, or were not taken though the table was. */
export class Unwritten extends Error {
  readonly told: AppError;

  constructor(told: AppError) {
    super(told.message, { cause: told });
    this.told = told;
  }
}

/**
 * Opens the scan at place `n`, answers the prompts on it, writes its results and lets go of it; what became of it.
 * @throws AppError what was wrong with it, 'batch-unwritable' where the table was not taken; Unwritten; `signal.reason`.
 */
export async function runBatchScan(app: App, job: BatchJob, n: number): Promise<BatchScanState> {
  const { list, signal } = job;
  const tell = (step: (BatchScanState & { at: 'running' })['step']) => {
    if (!signal.aborted) app.store.getState().batchScanChanged(n, { at: 'running', step });
  };
  tell('read');
  const opened = await list.open(n, { signal });
  signal.throwIfAborted();
  const scan = stated(opened, job.modality);
  const { volume } = scan;
  const parts = statedParts(scan.bodyPart);
  const { legs, beyond } = job.routeFor(volume.modality, parts);
  const notices = [...scan.notices, ...beyondAsides(beyond)];
  // In an order of their own, whichever was ready.
  const addresses = legs.map(({ pack }) => pack.address).sort();
  const { id, version } = versionsOf(app.store.getState(), addresses);
  const key: BatchKey = {
    ...{ modality: volume.modality, request: job.text, scanId: volume.id },
    ...{ model: id, modelVersion: version },
  };
  const { stem, isThere } = await filesOf(job, volume, key).catch((cause) => {
    throw new Unwritten(unwritable(job.place, cause));
  });
  if (isThere) return { at: 'skipped', stem };
  const answers = await answered(app, { ...job, legs, parts }, volume, tell);
  signal.throwIfAborted();
  tell('write');
  await write(app, job, { scan: { ...scan, notices }, header: opened.facts.header, answers, stem, key });
  const { findings } = answers;
  const found = foundObjects(findings).length;
  const unread = findings.flatMap(({ kind, prompt }) => (kind === 'not-understood' ? [prompt] : []));
  return { at: 'done', found, of: findings.length - unread.length, unread, stem, notices };
}

/** The scan taken for what somebody says that it is, or for what it says. @throws AppError 'modality-unstated', 'labels-not-scan'. */
function stated(scan: OpenedScan, modality: Modality | undefined): StatedScan {
  const reason = scan.facts.guess?.reason;
  // What is said of all scans was not said of the label maps among them.
  if (reason === 'labels') throw unsureError(scan.volume.name, reason);
  try {
    return asStated(scan, modality);
  } catch (error) {
    // Here it is not chosen beside the scan's name.
    const { name } = scan.volume;
    throw new AppError('modality-unstated', { name, reason: reason ?? '' }, { cause: error });
  }
}

/**
 * How the names of a scan's files begin, and whether they are there already with the same answers. Files that are there and
 * of another scan, of other prompts or not of a batch are never written over: then the name gets a number.
 */
async function filesOf({ place, table }: BatchJob, volume: Volume, key: BatchKey) {
  const base = scanStem(volume.name);
  for (let n = 1; ; n++) {
    const stem = n === 1 ? base : `${base}_${n}`;
    const { labels, labelNames, labelColors, report } = outputNames(stem);
    const all = [labels, labelNames, labelColors, report];
    const there = await Promise.all(all.map((name) => place.has(name)));
    if (table.holds(stem, key)) {
      const isThere = there.every(Boolean) && (await isWhole(place, report));
      return { stem, isThere };
    }
    if (!table.knows(stem) && !there.some(Boolean)) return { stem, isThere: false };
  }
}

/** Whether a report was written to its end. A zip file that is being made cannot be read, and has nothing half in it. */
async function isWhole(place: ResultsPlace, report: string): Promise<boolean> {
  if (place.kind === 'zip') return true;
  try {
    return JSON.parse((await place.read(report)) ?? '').format === 'parse3d-report';
  } catch {
    return false;
  }
}

async function answered(
  app: App,
  {
    text,
    legs,
    parts,
    signal,
  }: BatchJob & { readonly legs: readonly Leg[]; readonly parts: readonly BodyPart[] },
  volume: Volume,
  onProgress: (progress: RunProgress) => void,
): Promise<Answers> {
  const { engine, batch, voxels, store } = app;
  const { offered } = store.getState();
  const others = offered.at === 'read' ? [offered] : [];
  batch.volume = volume.id;
  try {
    const asked = {
      ...{ signal, onProgress, slices: { parts } },
      windows: { reach: asksForEverything(text) ? 'all' : 'asked' },
    } as const;
    const mayKnow = (unknown: string, packId: string) => packsThatMayKnow(unknown, packId, others);
    let answers: Answers = { findings: [], masks: new Map() };
    for (const { pack, prompts } of legs) {
      if (store.getState().manifestUrl !== pack.address) onProgress({ stage: 'switch', pack: pack.name });
      const model = await lendPack(app, pack, signal);
      await engine.encode(volume, asked);
      const given = await engine.segment(volume.id, prompts, asked);
      answers = answersAsFindings(given, { model, scan: volume, packsThatMayKnow: mayKnow }, answers);
    }
    refuseUnread(answers.findings);
    return answers;
  } finally {
    batch.volume = undefined;
    // The scan that is on the screen may be the same, and its answers can still be changed.
    if (voxels.scan()?.volume.id !== volume.id) forgetVolume(app, volume.id);
  }
}

interface ScanResults {
  readonly scan: StatedScan;
  readonly header: OpenedScan['facts']['header'];
  readonly answers: Answers;
  readonly stem: string;
  readonly key: BatchKey;
}

/** The table comes first: it says whose the files are, should the page die before all of them are there. */
async function write(app: App, job: BatchJob, results: ScanResults): Promise<void> {
  const { place } = job;
  const { stem, key } = results;
  const files = await filesFor(app, results);
  const before = job.table;
  const after = before.with(stem, key, results.answers.findings);
  try {
    await place.write(BATCH_TABLE, String(after));
  } catch (cause) {
    throw unwritable(place, cause);
  }
  job.table = after;
  try {
    for (const [name, content] of files) await place.write(name, content);
  } catch (cause) {
    job.table = before;
    await place.write(BATCH_TABLE, String(before)).catch(() => undefined);
    throw new Unwritten(unwritable(place, cause));
  }
}

async function filesFor({ version, makeFile }: App, { scan, header, answers, stem }: ScanResults) {
  const { volume, ...understood } = scan;
  const { findings, masks } = answers;
  const names = outputNames(stem);
  const objects = foundObjects(findings);
  const labelled = objects.flatMap(({ id, labelId }) => {
    const mask = masks.get(id);
    return mask ? [{ mask, labelId }] : [];
  });
  const shown = { kind: 'labels', masks: labelled } as const;
  const image = await makeFile({ kind: 'image', shown, size: volume.grid.size, header });
  const report = buildReport({
    ...{ appVersion: version, findings, at: new Date(), maskOf: (id) => masks.get(id) },
    scan: { ...volume, ...understood },
  });
  return [
    [names.labels, image],
    [names.labelNames, labelDescriptions(objects)],
    [names.labelColors, colorTable(objects)],
    [names.report, `${JSON.stringify(report, undefined, 2)}\n`],
  ] as const;
}

function unwritable({ name }: ResultsPlace, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.name : String(cause);
  return new AppError('batch-unwritable', { folder: name, reason }, { cause });
}
