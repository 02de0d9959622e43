import type { App } from '#commands/app.ts';
import { listPacks } from '#commands/list-packs.ts';
import { describeOnce } from '#commands/packs-at-hand.ts';
import { measureSpeed } from './measure-speed.ts';

/** Opens what is known of this device, and measures it where nobody has. */
export async function showPassport(app: App): Promise<void> {
  const { store } = app;
  store.getState().passportShown(true);
  if (!store.getState().device) store.getState().deviceFound(await app.engine.probe());
  const { speed, run } = store.getState();
  await Promise.all([
    listPacks(app),
    describeOnce(app, app.embeddedUrl),
    speed.at === 'unmeasured' && run.at !== 'running' && measureSpeed(app),
  ]);
}

export function closePassport({ store }: Pick<App, 'store'>): void {
  store.getState().passportShown(false);
}
