import type { ReadyOptions } from '#engine/engine.ts';
import type { State } from '#state/store.ts';
import { READY_AFTER_MS, UNASKED_AFTER_MS } from './ahead.ts';
import type { App } from './app.ts';
import { offeredStructures } from './body-parts.ts';
import { deviceMemoryBytes } from './check-requirements.ts';
import { readAhead } from './read-ahead.ts';
import { hasScan } from './waiting-segments.ts';

type ReadyApp = Pick<App, 'engine' | 'store' | 'voxels'> & {
  readonly viewer: Pick<App['viewer'], 'isSoftware'>;
};

/** With less memory nothing is held that nobody may ask for. */
const LEAST_BYTES = 4 * 2 ** 30;

/**
 * While nobody has asked yet, lets the engine do what the first prompt would wait for: before there is a scan what any scan needs; then the
 * open one is prepared, and encoded as soon as a prompt is being written, and the names that prompts may use are read. Whatever else is to
 * be done stops that: a prompt, another scan, pack or modality.
 */
export function followReadiness(app: ReadyApp, memoryBytes = deviceMemoryBytes()): () => void {
  let going: AbortController | undefined;
  let known: Wish | undefined;
  const stop = () => going?.abort();
  const unsubscribe = app.store.subscribe((now) => {
    const wish = memoryBytes !== undefined && memoryBytes < LEAST_BYTES ? undefined : wishOf(app, now);
    if (wish?.key === known?.key && wish?.features === known?.features) return;
    const delayMs = wish?.key === known?.key ? 0 : delayOf(app);
    known = wish;
    stop();
    if (!wish) return;
    going = new AbortController();
    void begin(app, { signal: going.signal, features: wish.features }, delayMs);
  });
  return () => {
    stop();
    unsubscribe();
  };
}

function delayOf({ viewer, voxels }: ReadyApp): number {
  if (!voxels.scan()) return UNASKED_AFTER_MS;
  return viewer.isSoftware ? READY_AFTER_MS : 0;
}

/** Says whether a prompt is being written. */
export function noteTyping({ store }: Pick<App, 'store'>, text: string): void {
  const isTyping = text.trim() !== '';
  if (store.getState().isTyping !== isTyping) store.getState().promptTyped(isTyping);
}

interface Wish {
  /** Of a pack, and of the open scan as a modality where there is one. */
  readonly key: string;
  readonly features: boolean;
}

/**
 * What could be made ready: nothing without a pack, nor while that or a scan is at work. Where it is not sure what a scan is, it is prepared
 * as what it was taken for, and not encoded before somebody has said it.
 */
function wishOf(app: ReadyApp, state: State): Wish | undefined {
  const { volume, opening, model, run, batch, manifestUrl } = state;
  const scan = app.voxels.scan();
  if (model.at !== 'ready' || run.at === 'running' || (batch && batch.at !== 'idle')) return undefined;
  // Reading a scan has the processor for itself.
  if (volume.at === 'empty') return opening.at === 'idle' ? { key: manifestUrl, features: false } : undefined;
  if (!scan || !hasScan(app)) return undefined;
  const key = [scan.volume.id, scan.volume.modality, manifestUrl].join(' ');
  const isAsked = state.isTyping && !volume.info.modalityIsUnsure;
  return { key, features: isAsked && offeredStructures(state).length > 0 };
}

async function begin(
  { engine, store, voxels }: ReadyApp,
  options: ReadyOptions,
  delayMs: number,
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  if (options.signal?.aborted) return;
  const volume = voxels.scan()?.volume;
  // A prompt meets what failed here, and tells of it.
  const ready = engine.makeReady(volume, options).catch(() => undefined);
  const { model } = store.getState();
  if (model.at === 'ready' && volume) await readAhead(model.model, volume.modality);
  await ready;
}
