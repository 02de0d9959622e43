import type { App } from '#commands/app.ts';
import { askPerson } from '#commands/ask-person.ts';
import { refusedByBatch } from '#commands/batch-hold.ts';
import { keepList, sourceOf } from '#commands/choose-scan.ts';
import { closeVolume } from '#commands/close-volume.ts';
import { saveResults } from '#commands/save-results.ts';
import { wouldBeLost } from '#commands/unsaved.ts';
import { AppError, toWire } from '#errors.ts';
import { scanStem } from '#results/file-names.ts';
import { personalParts } from '#results/personal-name.ts';
import { scanKey } from '#results/session.ts';
import { currentKey, forgetScan, isUnsaved, type OpenScan } from './open-scans.ts';
import { showWithWork } from './show-with-work.ts';

/** Shows an open scan again, read anew from its files, with all that was done on it. Of several that are chosen one after another the last. */
export function switchScan(app: App, key: string): Promise<void> {
  const { store, openings, openScans, sessions } = app;
  if (!openScans.has(key)) return Promise.resolve();
  sessions.wanted = { scan: key };
  if (sessions.switching) {
    openings.stop();
    store.getState().readingEnded();
  } else {
    sessions.switching = goToWanted(app).finally(() => {
      sessions.switching = undefined;
    });
  }
  return sessions.switching;
}

/** Once work is being put away, that is ended first. */
async function goToWanted(app: App): Promise<void> {
  const { sessions } = app;
  for (let gone: typeof sessions.wanted; sessions.wanted !== gone; ) {
    gone = sessions.wanted;
    if (gone) await goTo(app, gone.scan);
  }
}

async function goTo(app: App, key: string): Promise<void> {
  const { store, openings, openScans } = app;
  const tab = openScans.get(key);
  if (!tab || key === currentKey(app) || refusedByBatch(app)) return;
  const signal = openings.start();
  store.getState().actSettled('opening');
  store.getState().readingStarted(tab.name);
  try {
    const list = await app.reader.list(tab.files, { signal });
    const scan = await list.open(tab.n, { signal });
    if (signal.aborted) return list.close();
    // Its results stay, for whoever still has the scan that they are of.
    if (scanKey(scan.volume.id) !== key) throw new AppError('scan-changed', { name: tab.name });
    const { files, given, n } = tab;
    await showWithWork(app, { scan, source: sourceOf(list, n), origin: { files, given, n } });
    keepList(app, given, list, files);
    store.getState().scanTaken(n);
  } catch (error) {
    if (!signal.aborted) store.getState().noticeRaised(toWire(error), 'opening');
  } finally {
    if (openings.isLatest(signal)) store.getState().readingEnded();
    openings.end(signal);
  }
}

/** Closes an open scan, and shows the one beside it, if there is one. Where what was done on it would be lost, a person is asked first. */
export async function closeScan(app: App, key: string): Promise<void> {
  const scans = [...app.openScans.values()];
  const at = scans.findIndex((scan) => scan.key === key);
  const tab = scans[at];
  const isCurrent = key === currentKey(app);
  if (tab && wouldLose(app, tab) && !(await mayClose(app, tab))) return;
  const beside = scans[at + 1] ?? scans[at - 1];
  if (isCurrent) await closeVolume(app);
  forgetScan(app, key);
  if (isCurrent && beside) await switchScan(app, beside.key);
}

/** Closes the scan on the screen. */
export async function closeShown(app: App): Promise<void> {
  const key = currentKey(app);
  if (key !== undefined) await closeScan(app, key);
}

function wouldLose(app: App, { key, isLost }: OpenScan): boolean {
  return key === currentKey(app) ? wouldBeLost(app.store.getState()) : isLost;
}

async function mayClose(app: App, tab: OpenScan): Promise<boolean> {
  const choice = await askPerson(app, { kind: 'close-scan', scan: tab.name });
  if (choice === 'save') {
    await (tab.key === currentKey(app) ? saveResults(app, ['session']) : saveAway(app, tab));
    return !isUnsaved(app, tab.key) || tab.key !== currentKey(app);
  }
  return choice === 'go-on';
}

/** Saves the session of a scan that is not on the screen; under its own name unless that seems to tell of a person. */
async function saveAway({ archive, save }: App, { session, name }: OpenScan): Promise<void> {
  if (!session) return;
  const stem = scanStem(name);
  const bytes = await archive.toFile(session);
  save(`${personalParts(stem).length > 0 ? 'scan' : stem}.parse3d`, bytes, 'application/octet-stream');
}
