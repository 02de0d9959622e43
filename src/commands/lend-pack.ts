import type { LoadedModel } from '#engine/engine.ts';
import { AppError } from '#errors.ts';
import type { RoutablePack } from '#prompt/route.ts';
import type { App } from './app.ts';
import { loadModel, readyModel } from './load-model.ts';

/**
 * The model of `pack`, which answers now though another may be chosen; loaded where it is not.
 * @throws {AppError} why it is unavailable; `signal.reason` when aborted.
 */
export async function lendPack(
  app: App,
  { address }: Pick<RoutablePack, 'address'>,
  signal: AbortSignal,
): Promise<LoadedModel> {
  const { manifestUrl, packLent } = app.store.getState();
  if (manifestUrl !== address) packLent(address);
  const model = await readyModel(app, signal);
  // Its files may be gone, and another has stepped in.
  if (app.store.getState().manifestUrl !== address) throw new AppError('pack-gone', nameOf(address));
  return model;
}

function nameOf(address: string) {
  return { pack: address.split('/').at(-2) ?? address, instead: 'Mini' };
}

/**
 * After a run: the chosen pack is loaded again where it goes first, or where the one that answered for it cannot. Else the last
 * one stays ready, for what is asked next is often of its kind.
 */
export function comeBack(app: App): void {
  const { manifestUrl, homeUrl, routing, model, waiting, packLent } = app.store.getState();
  if (manifestUrl === homeUrl) return;
  const isFine = model.at === 'ready' && (routing === 'best' || waiting.length > 0);
  if (isFine) return;
  packLent(homeUrl);
  void loadModel(app);
}
