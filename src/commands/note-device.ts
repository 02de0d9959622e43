import type { Device } from '#engine/engine.ts';
import { AppError, toWire } from '#errors.ts';
import type { App } from './app.ts';

/** Where the model runs from now on; that a graphics processor was left on the way is said. */
export function noteDevice({ store }: Pick<App, 'store'>, device: Device): void {
  const { device: before, deviceFound, noticeRaised } = store.getState();
  deviceFound(device);
  const { backend, reason } = device;
  if (before?.backend !== 'webgpu' || backend === 'webgpu' || reason.kind !== 'webgpu-failed') return;
  noticeRaised(toWire(new AppError('device-lost', { reason: reason.message })));
}
