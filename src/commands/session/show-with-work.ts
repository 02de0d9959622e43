import { removeFindings } from '#commands/alter-finding.ts';
import type { App } from '#commands/app.ts';
import { stopSegmenting } from '#commands/segment.ts';
import { showScan } from '#commands/show-scan.ts';
import type { ScanSource } from '#commands/voxels.ts';
import { AppError, toWire } from '#errors.ts';
import type { OpenedScan } from '#formats/reader.ts';
import { type Session, scanKey } from '#results/session.ts';
import { applySession } from './apply-session.ts';
import { recallWork } from './keep-work.ts';
import { noteScan, type OpenScan, type ScanOrigin } from './open-scans.ts';
import { takeUpSession } from './open-session.ts';
import { takeBackPast } from './past-away.ts';
import { putAway } from './put-away.ts';

interface Shown {
  readonly scan: OpenedScan;
  readonly source: ScanSource;
  readonly origin: ScanOrigin;
}

/**
 * Shows a scan in place of the one before, which stays among the open ones with all that was done on it. It comes with what was done on it
 * before: on this page, else as the browser keeps it, or as a session that waits for it has it.
 */
export async function showWithWork(app: App, { scan, source, origin }: Shown): Promise<void> {
  const { run, volume } = app.store.getState();
  // Before what was found is gathered, which it would go on changing.
  stopSegmenting(app);
  await putAway(app);
  const key = scanKey(scan.volume.id);
  const before = app.openScans.get(key);
  const kept = await recallWork(app, scan.volume.id);
  const session = before?.session ?? kept;
  const isPut = session !== undefined && (await isApplied(app, session, scan, source));
  if (!isPut) showScan(app, scan, source);
  // What can be undone goes with what was put away, and with nothing else.
  const isBack = before !== undefined && (before.session ? isPut : session === undefined);
  if (isBack) takeBackPast(app, before.past);
  noteScan(app, {
    ...{ ...origin, key, name: scan.volume.name, session: isPut ? undefined : before?.session },
    past: isBack ? undefined : before?.past,
    ...{ isUnsaved: before?.isUnsaved ?? false, isLost: before?.isLost ?? false },
  });
  if (isPut) noteWork(app, before, kept);
  if (run.at === 'running' && volume.at === 'ready') {
    const stopped = new AppError('run-stopped', { name: volume.info.name, prompts: run.prompts });
    app.store.getState().noticeRaised(toWire(stopped), 'opening');
  }
  await takeUpSession(app);
}

async function isApplied(
  app: App,
  session: Session,
  opened: OpenedScan,
  source: ScanSource,
): Promise<boolean> {
  try {
    return await applySession(app, session, { opened, source });
  } catch (error) {
    app.store.getState().noticeRaised(toWire(error));
    return false;
  }
}

/** What is on the screen is in a file, or kept, as it was when it was put away. */
function noteWork({ store }: App, before: OpenScan | undefined, kept: Session | undefined): void {
  const { findings, marks, findingsSaved, marksSaved, workKept, workRestored } = store.getState();
  if (before?.session) {
    if (!before.isUnsaved) findingsSaved(findings);
    if (!before.isUnsaved) marksSaved(marks);
    if (!before.isLost && kept) workKept({ findings, marks });
  } else if (kept) {
    workKept({ findings, marks });
    workRestored(kept.savedAt);
  }
}

/** Takes the work that came back off the scan again. The objects can be brought back by undoing it. */
export function discardRestored(app: App): void {
  const { findings, marksCleared, workRestored } = app.store.getState();
  removeFindings(
    app,
    findings.map(({ id }) => id),
  );
  marksCleared();
  workRestored(undefined);
}
