import type { App } from '#commands/app.ts';
import type { Past } from '#commands/history.ts';
import { hasUnsaved, wouldBeLost } from '#commands/unsaved.ts';
import type { Voxels } from '#commands/voxels.ts';
import type { GivenFile } from '#formats/scan-reader.ts';
import { type Session, scanKey } from '#results/session.ts';

/** Where a scan is read from again. */
export interface ScanOrigin {
  /** Handles; their bytes are not in memory. */
  readonly files: readonly GivenFile[];
  /** What was given is called so. */
  readonly given: string;
  /** Its place among the scans that were found in it. */
  readonly n: number;
}

/** What can be undone on a scan that is not on the screen. */
export interface PastAway extends Past {
  /** Answers that undo brings back keep their probabilities. */
  readonly wholes: Voxels['wholes'];
  /** When the scan was left, by the page's clock. */
  readonly leftAt: number;
  /** Steps that had to go since. */
  readonly dropped: number;
}

/** An open scan. Of those that are not on the screen the voxels are not in memory, only what was done on them. */
export interface OpenScan extends ScanOrigin {
  readonly key: string;
  readonly name: string;
  /** As it was when another scan was shown in its place. */
  readonly session?: Session | undefined;
  /** What could be undone there. */
  readonly past?: PastAway | undefined;
  readonly isUnsaved: boolean;
  readonly isLost: boolean;
}

/** Scans that were opened and not closed, by their content. */
export type OpenScans = Map<string, OpenScan>;

type ScansApp = Pick<App, 'openScans' | 'store' | 'voxels'>;

/** Key of the scan on the screen. */
export function currentKey({ voxels }: Pick<App, 'voxels'>): string | undefined {
  const scan = voxels.scan();
  return scan && scanKey(scan.volume.id);
}

/** Whether what was done on a scan is in no file. */
export function isUnsaved(app: ScansApp, key: string): boolean {
  if (key === currentKey(app)) return hasUnsaved(app.store.getState());
  return app.openScans.get(key)?.isUnsaved ?? false;
}

/** Whether closing the page would lose what was done on any scan, or a zip file of results that is being made. */
export function isAnyLost(app: ScansApp): boolean {
  const state = app.store.getState();
  const { batch } = state;
  if (batch && batch.at !== 'idle' && batch.place?.kind === 'zip') return true;
  const current = currentKey(app);
  const others = [...app.openScans.values()].filter(({ key }) => key !== current);
  return wouldBeLost(state) || others.some(({ isLost }) => isLost);
}

/** Counts a scan among the open ones, or notes what is new about it. */
export function noteScan(app: ScansApp, scan: OpenScan): void {
  app.openScans.set(scan.key, scan);
  show(app);
}

export function forgetScan(app: ScansApp, key: string): void {
  app.openScans.delete(key);
  show(app);
}

/** Nothing that was done is kept by the browser any more. */
export function noteNothingKept(app: ScansApp): void {
  for (const scan of app.openScans.values()) {
    app.openScans.set(scan.key, { ...scan, isLost: scan.isUnsaved });
  }
  show(app);
}

function show({ openScans, store }: ScansApp): void {
  const entries = [...openScans.values()].map(({ key, name, isLost }) => ({ key, name, isLost }));
  store.getState().openScansChanged(entries);
}
