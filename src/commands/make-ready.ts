import type { ReadyOptions } from '#engine/engine.ts';
import type { State } from '#state/store.ts';
import { ENCODED_AFTER_MS, READY_AFTER_MS, UNASKED_AFTER_MS } from './ahead.ts';
import type { App } from './app.ts';
import { offeredStructures } from './body-parts.ts';
import { deviceMemoryBytes } from './check-requirements.ts';
import { isEncodedBy, isSoonEncoded } from './passport/pack-forecasts.ts';
import { readAhead } from './read-ahead.ts';
import { hasScan } from './waiting-segments.ts';

type ReadyApp = Pick<App, 'engine' | 'store' | 'voxels' | 'version'> & {
  readonly viewer: Pick<App['viewer'], 'isSoftware'>;
};

/** With less memory nothing is held that nobody may ask for. */
const LEAST_BYTES = 4 * 2 ** 30;

/**
 * While nobody has asked yet, lets the engine do what the first prompt would wait for: before there is a scan what any scan needs; then the
 * open one is prepared, and encoded as soon as a prompt is being written, or nobody has done anything for a while and it does not take long,
 * and the names that prompts may use are read. Whatever else is to be done stops that: a prompt, another scan, pack or modality.
 */
export function followReadiness(app: ReadyApp, memoryBytes = deviceMemoryBytes()): () => void {
  if (memoryBytes !== undefined && memoryBytes < LEAST_BYTES) return () => undefined;
  let going: AbortController | undefined;
  let known: { readonly key: string; readonly features: boolean } | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  /** What has been asked about: whoever stopped that does not want it to go on by itself. */
  const asked = new Set<string>();
  const stop = () => going?.abort();
  const follow = (now: State, isIdle: boolean) => {
    if (now.run.at === 'running') asked.add(keyOf(app, now));
    const wish = wishOf(app, now, asked);
    const features = isDue(wish?.encode, () => isIdle && isSoonEncoded(app, now));
    clearTimeout(idle);
    if (!isIdle) idle = setTimeout(() => follow(app.store.getState(), true), ENCODED_AFTER_MS);
    const isNew = wish?.key !== known?.key;
    if (!isNew && features === known?.features) return;
    known = wish && { key: wish.key, features };
    stop();
    // What is prepared stays so.
    if (!wish || !(isNew || features)) return;
    going = new AbortController();
    void begin(app, { signal: going.signal, features }, isNew ? delayOf(app) : 0);
  };
  const unsubscribe = app.store.subscribe((now) => follow(now, false));
  return () => {
    clearTimeout(idle);
    stop();
    unsubscribe();
  };
}

function isDue(encode: Wish['encode'] = 'never', isTime: () => boolean): boolean {
  return encode === 'now' || (encode === 'idle' && isTime());
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
  /** When the scan is to be encoded: as soon as nobody does anything, if that does not take long. */
  readonly encode: 'now' | 'idle' | 'never';
}

/**
 * What could be made ready: nothing without a pack, nor while that or a scan is at work. Where it is not sure what a scan is, it is prepared
 * as what it was taken for, and not encoded before somebody has said it.
 */
function wishOf(app: ReadyApp, state: State, asked: ReadonlySet<string>): Wish | undefined {
  const { volume, opening, model, run, batch, manifestUrl } = state;
  if (model.at !== 'ready' || run.at === 'running' || (batch && batch.at !== 'idle')) return undefined;
  const key = keyOf(app, state);
  // Reading a scan has the processor for itself.
  if (volume.at === 'empty') return opening.at === 'idle' ? { key, encode: 'never' } : undefined;
  if (!app.voxels.scan() || !hasScan(app)) return undefined;
  const isUnknown = volume.info.modalityIsUnsure || offeredStructures(state).length === 0;
  if (isUnknown) return { key, encode: 'never' };
  // Also what was encoded before: it may have had to make room since.
  if (state.isTyping) return { key, encode: 'now' };
  return { key, encode: asked.has(key) || isEncodedBy(state, manifestUrl) ? 'never' : 'idle' };
}

function keyOf({ voxels }: Pick<App, 'voxels'>, { manifestUrl }: State): string {
  const volume = voxels.scan()?.volume;
  return [...(volume ? [volume.id, volume.modality] : []), manifestUrl].join(' ');
}

async function begin(
  { engine, store, voxels }: ReadyApp,
  options: ReadyOptions,
  delayMs: number,
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  if (options.signal?.aborted) return;
  const volume = voxels.scan()?.volume;
  const { model, manifestUrl } = store.getState();
  // A prompt meets what failed here, and tells of it.
  const ready = engine.makeReady(volume, options).then(
    () => true,
    () => false,
  );
  if (model.at === 'ready' && volume) await readAhead(model.model, volume.modality);
  if (!(await ready) || !options.features || !volume || !(await engine.holds(volume))) return;
  if (options.signal?.aborted || isEncodedBy(store.getState(), manifestUrl)) return;
  const { id, modality } = volume;
  store.getState().encodedChanged({ volume: id, modality, manifestUrl, isAnswered: false });
}
