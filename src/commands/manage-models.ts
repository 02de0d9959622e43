import type { Dropped } from '#browser/dropped-files.ts';
import { AppError, toWire } from '#errors.ts';
import type { NnunetChoice, PackFolder } from '#packs/pack-store.ts';
import type { App } from './app.ts';
import { listPacks } from './list-packs.ts';
import { addPack } from './pack-jobs.ts';
import { describeOnce } from './packs-at-hand.ts';
import { readOffers } from './read-offer.ts';

/** Opens the place where packs are looked after, and reads what it shows. */
export async function openManager(app: App): Promise<void> {
  app.store.getState().managingChanged(true);
  await Promise.all([listPacks(app), readOffers(app), describeOnce(app, app.embeddedUrl)]);
}

export function closeManager({ store }: Pick<App, 'store'>): void {
  store.getState().managingChanged(false);
}

/**
 * What was chosen or dropped where models are added: a pack is taken in, a model waits to be converted. A folder that is neither is
 * refused for want of a pack's manifest, a file by what would be a model.
 */
export async function takeModel(app: App, given: PackFolder, isFolder = true): Promise<void> {
  if (given.files.has('manifest.json')) {
    await addPack(app, given);
    return;
  }
  if (!isFolder) return pickCheckpoint(app, given);
  await lookAt(app, given);
  if (isNoNnunet(app, given)) {
    leave(app);
    await addPack(app, given);
  }
}

/** The same of what was dropped there. */
export async function takeDroppedModel(app: App, { name, files, unreadable }: Dropped): Promise<void> {
  const [lost] = unreadable;
  if (lost !== undefined) {
    const reason = 'the browser gave no access to it';
    return refuseInManager(app, new AppError('file-unreadable', { name: lost, reason }));
  }
  if (files.length === 0) return;
  // Of a folder, paths begin below it.
  const isFolder = files.every(({ path }) => path.startsWith(`${name}/`));
  const pathOf = (path: string) => (isFolder ? path.slice(name.length + 1) : path);
  const given = { name, files: new Map(files.map(({ path, content }) => [pathOf(path), content])) };
  await takeModel(app, given, isFolder);
}

/** How checkpoints are called. */
export const CHECKPOINT = /\.(ckpt|safetensors|pth?)$/i;

type PickApp = Pick<App, 'store' | 'checkpoints' | 'packs'>;

/** Keeps a model's files at hand, looked into, until its terms are accepted and it is converted. What is none is refused. */
export async function pickCheckpoint(app: PickApp, given: PackFolder): Promise<void> {
  await lookAt(app, given);
  const isCheckpoint = [...given.files.keys()].some((path) => CHECKPOINT.test(path));
  if (isCheckpoint || !isNoNnunet(app, given)) return;
  leave(app);
  refuseInManager(app, new AppError('pack-file-other', { name: given.name }));
}

/** It is still the one at hand, and no nnU-Net. */
function isNoNnunet({ store, checkpoints }: PickApp, given: PackFolder): boolean {
  return checkpoints.picked === given && store.getState().checkpoint?.is.kind === 'other';
}

function leave({ store, checkpoints }: PickApp): void {
  checkpoints.picked = undefined;
  store.getState().checkpointPicked(undefined);
}

async function lookAt(app: PickApp, given: PackFolder): Promise<void> {
  const { store, checkpoints } = app;
  checkpoints.picked = given;
  const bytes = [...given.files.values()].reduce((sum, { size }) => sum + size, 0);
  store.getState().checkpointPicked({ name: given.name, bytes, is: { kind: 'being-read' } });
  await lookInto(app, {});
}

/** Other folds, or another configuration, of the nnU-Net at hand. */
export function chooseOfNnunet(app: PickApp, choice: NnunetChoice): Promise<void> {
  return lookInto(app, choice);
}

async function lookInto({ store, checkpoints, packs }: PickApp, choice: NnunetChoice): Promise<void> {
  const given = checkpoints.picked;
  if (!given) return;
  try {
    const is = await packs.inspect(given, choice);
    const { checkpoint, checkpointPicked } = store.getState();
    // Another may have been picked meanwhile.
    if (checkpoint && checkpoints.picked === given) checkpointPicked({ ...checkpoint, is });
  } catch (error) {
    if (checkpoints.picked !== given) return;
    leave({ store, checkpoints, packs });
    refuseInManager({ store }, error);
  }
}

/** Says in the manager why something was not taken. */
export function refuseInManager({ store }: Pick<App, 'store'>, error: unknown): void {
  store.getState().jobEnded({ kind: 'failed', error: toWire(error) });
}
