import type { App } from '#commands/app.ts';
import { askPerson } from '#commands/ask-person.ts';
import { refusedByBatch } from '#commands/batch-hold.ts';
import { saveResults } from '#commands/save-results.ts';
import { hasUnsaved } from '#commands/unsaved.ts';
import { AppError, toWire } from '#errors.ts';
import type { Session } from '#results/session.ts';
import { isSession } from '#results/session-file.ts';
import { applySession, fitsOpenScan } from './apply-session.ts';

const HEAD_BYTES = 8;
/** More than any session takes; what is larger is not read into memory. */
const MOST_BYTES = 2 ** 31;

/** Whether a file is a session, by its first bytes; what cannot be read is left to whom opens scans. */
export async function isSessionFile(file: File): Promise<boolean> {
  try {
    return isSession(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  } catch {
    return false;
  }
}

/** Opens a session's file onto the open scan, or keeps it until the scan that it is of is opened, and says which that is. */
export async function openSession(app: App, file: File): Promise<void> {
  const { store, sessions, archive } = app;
  if (refusedByBatch(app)) return;
  store.getState().actSettled('opening');
  try {
    if (file.size > MOST_BYTES) throw new AppError('session-damaged', { reason: 'content' });
    const session = await archive.fromFile(file);
    if (fitsOpenScan(app, session)) return await putOn(app, session);
    sessions.waiting = session;
    const { size, spacingMm, modality } = session.scan;
    store.getState().scanWanted({ size, spacingMm, modality });
  } catch (error) {
    store.getState().noticeRaised(toWire(error), 'opening');
  }
}

/** A scan was opened: puts the session onto it that waits for it, if there is one. */
export async function takeUpSession(app: App): Promise<void> {
  const { waiting } = app.sessions;
  if (!waiting || !fitsOpenScan(app, waiting)) return;
  try {
    await putOn(app, waiting);
  } catch (error) {
    app.store.getState().noticeRaised(toWire(error), 'opening');
  }
}

/** Lets go of the session that waits for its scan. */
export function forgetWaiting({ store, sessions }: Pick<App, 'store' | 'sessions'>): void {
  sessions.waiting = undefined;
  store.getState().scanWanted(undefined);
}

async function putOn(app: App, session: Session): Promise<void> {
  const { store } = app;
  if (!(await mayReplace(app))) return;
  if (!(await applySession(app, session))) return;
  forgetWaiting(app);
  const { findings, marks, findingsSaved, marksSaved } = store.getState();
  findingsSaved(findings);
  marksSaved(marks);
}

/** What was found on the open scan and is in no file goes only if a person says so. */
async function mayReplace(app: App): Promise<boolean> {
  const { store, voxels } = app;
  if (!hasUnsaved(store.getState())) return true;
  const scan = voxels.scan();
  const choice = await askPerson(app, { kind: 'session-replaces', scan: scan?.volume.name ?? '' });
  if (choice === 'save') {
    await saveResults(app, ['session']);
    if (hasUnsaved(store.getState())) return false;
  }
  return choice !== 'cancel' && voxels.scan() === scan;
}
