import type { App } from '#commands/app.ts';
import { toWire } from '#errors.ts';
import { type Session, scanKey } from '#results/session.ts';
import type { State } from '#state/store.ts';
import { gatherSession } from './gather-session.ts';
import { noteNothingKept } from './open-scans.ts';

/** After a change, and how long changes without a pause may go on. */
const PAUSE_MS = 1500;
const MOST_MS = 10_000;

/** What a session is made of. */
const OF_THE_WORK = [
  ...([
    'findings',
    'marks',
    'keepsWork',
    'window',
    'layout',
    'large',
    'largeShare',
    'split',
    'mosaic',
  ] as const),
  ...(['shown', 'body', 'clip', 'crosshair', 'selected'] as const),
  ...(['listOrder', 'isGrouped', 'openGroups', 'isTableShown', 'region', 'volume'] as const),
  ...(['isComparing', 'comparedReference', 'comparedOther', 'comparedWith', 'pairShown'] as const),
] satisfies readonly (keyof State)[];

/** Keeps the work on the open scan in this browser a moment after each change, where a person has said so; the result stops it. */
export function followWork(app: App): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first: number | undefined;
  const keep = () => {
    clearTimeout(timer);
    [timer, first] = [undefined, undefined];
    void keepWork(app);
  };
  const unwatch = app.store.subscribe((now, before) => {
    if (now.keepsWork !== 'yes' || OF_THE_WORK.every((key) => now[key] === before[key])) return;
    first ??= performance.now();
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(0, Math.min(PAUSE_MS, first + MOST_MS - performance.now())));
  });
  return () => {
    clearTimeout(timer);
    unwatch();
  };
}

/** Keeps the work on the open scan now, after what is being kept. That it cannot be kept is said once. */
export function keepWork(app: App): Promise<void> {
  const { sessions } = app;
  sessions.keeping = sessions.keeping.then(() => keepOnce(app));
  return sessions.keeping;
}

async function keepOnce(app: App): Promise<void> {
  const { store, archive, sessions } = app;
  const { keepsWork, findings, marks, keptWork, run } = store.getState();
  const scan = sessions.held?.scan;
  if (keepsWork !== 'yes' || !scan || scan !== openScan(app)) return;
  const isNothing = findings.length === 0 && marks.length === 0;
  if (isNothing && !keptWork) return;
  try {
    // Probabilities are asked for when the engine has nothing else to do.
    const session = isNothing ? undefined : await gatherSession(app, { asksEngine: run.at === 'idle' });
    if (isNothing) await archive.forget(scan);
    else if (session) await archive.keep(session);
    else return;
    if (scan === openScan(app)) store.getState().workKept(isNothing ? undefined : session);
    sessions.hasToldUnkept = false;
  } catch (error) {
    if (!sessions.hasToldUnkept) store.getState().noticeRaised(toWire(error));
    sessions.hasToldUnkept = true;
  }
}

/** Key of the scan that is open. */
function openScan({ voxels }: Pick<App, 'voxels'>): string | undefined {
  const scan = voxels.scan();
  return scan && scanKey(scan.volume.id);
}

/** Takes a person's word for whether their work is kept in this browser; where it is not, what was kept goes. */
export async function chooseKeeping(app: App, isKept: boolean): Promise<void> {
  const { store, rememberedKeeping, archive } = app;
  rememberedKeeping.write(isKept);
  store.getState().keepingChosen(isKept ? 'yes' : 'no');
  if (isKept) {
    const scan = openScan(app);
    if (scan) await hold(app, scan);
    return keepWork(app);
  }
  letGo(app);
  noteNothingKept(app);
  try {
    await app.sessions.keeping;
    await archive.forgetAll();
  } catch (error) {
    store.getState().noticeRaised(toWire(error));
  }
}

/** What a person has said before, when the page was last open. */
export function recallKeeping({ store, rememberedKeeping }: Pick<App, 'store' | 'rememberedKeeping'>): void {
  const isKept = rememberedKeeping.read();
  if (isKept !== undefined) store.getState().keepingChosen(isKept ? 'yes' : 'no');
}

/** What is kept of the work on a scan that is about to be shown; from then on this tab keeps it, unless another does. */
export async function recallWork(app: App, volumeId: string): Promise<Session | undefined> {
  const { store, archive } = app;
  // What was done on the scan before within the last moment is not to be lost.
  await keepWork(app);
  letGo(app);
  if (store.getState().keepsWork !== 'yes') return undefined;
  const scan = scanKey(volumeId);
  if (!(await hold(app, scan))) return undefined;
  try {
    return await archive.kept(scan);
  } catch (error) {
    // It is not overwritten: a later version may read it.
    letGo(app);
    store.getState().noticeRaised(toWire(error));
    return undefined;
  }
}

async function hold(app: App, scan: string): Promise<boolean> {
  const { sessions, store } = app;
  if (sessions.held?.scan === scan) return true;
  // The same scan may come back at once.
  await sessions.released;
  const release = await app.holdScan(scan);
  store.getState().keptElsewhere(!release);
  if (release) sessions.held = { scan, release };
  return release !== undefined;
}

/** This tab does not keep the work on a scan any longer. */
export function letGo({ sessions, store }: Pick<App, 'sessions' | 'store'>): void {
  if (sessions.held) sessions.released = sessions.held.release();
  sessions.held = undefined;
  store.getState().workKept(undefined);
  store.getState().workRestored(undefined);
  store.getState().keptElsewhere(false);
}
