import type { State } from '#state/store.ts';
import type { App } from './app.ts';
import { deviceMemoryBytes } from './check-requirements.ts';

type ReadyApp = Pick<App, 'engine' | 'store' | 'voxels'>;

/** After a scan has come: its first pictures go before. */
const SETTLED_MS = 400;
/** With less memory nothing is held that nobody may ask for. */
const LEAST_BYTES = 4 * 2 ** 30;

/**
 * While nobody has asked yet, lets the engine do what the first prompt on the open scan would wait for. Whatever else is to be done stops that:
 * a prompt, another scan, pack or modality.
 */
export function followReadiness(app: ReadyApp, memoryBytes = deviceMemoryBytes()): () => void {
  let going: AbortController | undefined;
  let known: string | undefined;
  const stop = () => going?.abort();
  const unsubscribe = app.store.subscribe((now) => {
    const key = memoryBytes !== undefined && memoryBytes < LEAST_BYTES ? undefined : readyKey(app, now);
    if (key === known) return;
    known = key;
    stop();
    if (key === undefined) return;
    going = new AbortController();
    void begin(app, going.signal);
  });
  return () => {
    stop();
    unsubscribe();
  };
}

/** What could be made ready: nothing without a scan whose modality is sure and a pack, nor while either is at work. */
function readyKey(
  { voxels }: ReadyApp,
  { volume, model, run, batch, manifestUrl }: State,
): string | undefined {
  const scan = voxels.scan();
  if (volume.at !== 'ready' || !scan || volume.info.modalityIsUnsure) return undefined;
  if (model.at !== 'ready' || run.at === 'running' || (batch && batch.at !== 'idle')) return undefined;
  return [scan.volume.id, scan.volume.modality, manifestUrl].join(' ');
}

async function begin({ engine, voxels }: ReadyApp, signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const scan = voxels.scan();
  if (signal.aborted || !scan) return;
  // A prompt meets what failed here, and tells of it.
  await engine.makeReady(scan.volume, { signal }).catch(() => undefined);
}
