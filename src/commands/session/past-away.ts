import type { App } from '#commands/app.ts';
import { BUDGET_BYTES, type Past, type Step } from '#commands/history.ts';
import type { OpenScans, PastAway } from './open-scans.ts';

/** What can be undone on the scan on the screen, to be kept while another is; undefined where there is nothing. */
export function pastOf({ history, voxels }: Pick<App, 'history' | 'voxels'>): PastAway | undefined {
  const past = history.past();
  if (past.done.length + past.undone.length === 0) return undefined;
  return { ...past, wholes: new Map(voxels.wholes), leftAt: performance.now(), dropped: 0 };
}

/** Makes it possible again to undo what could be undone when the scan was left; that the oldest steps had to go meanwhile is said. */
export function takeBackPast(
  { history, voxels, store }: Pick<App, 'history' | 'voxels' | 'store'>,
  past: PastAway | undefined,
): void {
  if (!past) return;
  for (const [answer, whole] of past.wholes) {
    if (!voxels.wholes.has(answer)) voxels.wholes.set(answer, whole);
  }
  history.restore(past);
  history.show(store);
  if (past.dropped > 0) store.getState().editTold({ kind: 'steps-dropped', count: past.dropped });
}

/**
 * Keeps what can be undone on all scans that are not on the screen within `budget` bytes: those left longest ago lose their oldest steps
 * first, then what they had undone.
 */
export function fitPasts(scans: OpenScans, budget = BUDGET_BYTES): void {
  const away = [...scans.values()]
    .flatMap((scan) => (scan.past ? [{ scan, past: scan.past }] : []))
    .sort((a, b) => a.past.leftAt - b.past.leftAt);
  let spare = budget - away.reduce((sum, { past }) => sum + heldBy(past), 0);
  for (const { scan, past } of away) {
    if (spare >= 0) return;
    const before = heldBy(past);
    const kept = shortened(past, Math.max(0, before + spare));
    spare += before - heldBy(kept);
    scans.set(scan.key, { ...scan, past: kept });
  }
}

function shortened(past: PastAway, budget: number): PastAway {
  let kept = past;
  while (kept.done.length + kept.undone.length > 0 && heldBy(kept) > budget) {
    const { done, undone, dropped } = kept;
    const fewer = done.length > 0 ? { done: done.slice(1) } : { undone: undone.slice(1) };
    kept = { ...kept, ...fewer, dropped: dropped + 1 };
  }
  return kept;
}

/** Bytes of the arrays that steps hold, each counted once. */
function heldBy({ done, undone }: Past): number {
  const arrays = new Set([...done, ...undone].flatMap(({ holds }: Step) => holds));
  return [...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
