import type { App } from '#commands/app.ts';
import { hasUnsaved, wouldBeLost } from '#commands/unsaved.ts';
import type { Session } from '#results/session.ts';
import type { State } from '#state/store.ts';
import { gatherSession } from './gather-session.ts';
import { keepWork } from './keep-work.ts';
import { currentKey, noteScan } from './open-scans.ts';
import { fitPasts, pastOf } from './past-away.ts';

/** Changes during one gathering; after so many it is taken as it is. */
const MOST_TRIES = 4;
const STROKE_MS = 100;

/**
 * Keeps in memory what was done on the scan on the screen, before another takes its place. @throws where it cannot be packed: then nothing
 * may take its place.
 */
export async function putAway(app: App): Promise<void> {
  const key = currentKey(app);
  const scan = key === undefined ? undefined : app.openScans.get(key);
  if (!scan) return;
  await keepWork(app);
  const { session, state } = await gatherSettled(app, MOST_TRIES);
  if (currentKey(app) !== key) return;
  const { findings, marks, asked } = session;
  const isWorth =
    findings.length > 0 ||
    marks.length > 0 ||
    asked.region !== undefined ||
    session.scan.bodyPart !== undefined;
  const flags = { isUnsaved: hasUnsaved(state), isLost: wouldBeLost(state) };
  noteScan(app, { ...scan, ...flags, session: isWorth ? session : undefined, past: pastOf(app) });
  fitPasts(app.openScans);
}

/** What there is once nothing changes while it is gathered, and no stroke is under way. */
async function gatherSettled(app: App, tries: number): Promise<{ session: Session; state: State }> {
  const state = app.store.getState();
  const session = await gatherSession(app);
  const { findings, marks } = app.store.getState();
  const isSame = state.findings === findings && state.marks === marks;
  if (session && (isSame || tries <= 1)) return { session, state };
  if (tries <= 1) throw new Error('A stroke is under way.');
  if (!session) await new Promise((resolve) => setTimeout(resolve, STROKE_MS));
  return gatherSettled(app, tries - 1);
}
