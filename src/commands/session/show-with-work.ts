import { removeFindings } from '#commands/alter-finding.ts';
import type { App } from '#commands/app.ts';
import { showScan } from '#commands/show-scan.ts';
import type { ScanSource } from '#commands/voxels.ts';
import { toWire } from '#errors.ts';
import type { OpenedScan } from '#formats/reader.ts';
import { applySession } from './apply-session.ts';
import { recallWork } from './keep-work.ts';
import { takeUpSession } from './open-session.ts';

/** Shows a scan in place of the one before, with the work on it that this browser keeps, or that waits in a session for it. */
export async function showWithWork(app: App, scan: OpenedScan, source?: ScanSource): Promise<void> {
  const kept = await recallWork(app, scan.volume.id);
  await showScan(app, scan, source);
  if (kept) {
    try {
      if (await applySession(app, kept)) {
        const { findings, marks, workKept, workRestored } = app.store.getState();
        workKept({ findings, marks });
        workRestored(kept.savedAt);
      }
    } catch (error) {
      app.store.getState().noticeRaised(toWire(error));
    }
  }
  await takeUpSession(app);
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
