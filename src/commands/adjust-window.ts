import type { App } from './app.ts';
import { showPreset } from './choose-view.ts';
import { windowPresets } from './windows.ts';

type WindowApp = Pick<App, 'store' | 'viewer'>;

/** Shows the scan from `low` to `high`, as the user has set it. Nothing where that is no range. */
export function setWindow({ store, viewer }: WindowApp, low: number, high: number): void {
  if (!(high > low) || !Number.isFinite(low) || !Number.isFinite(high)) return;
  viewer.setWindow(low, high);
  store.getState().windowChosen({ low, high, preset: undefined });
}

/** The width or the level that was typed; the other stays. */
export function setWidthOrLevel(
  app: WindowApp,
  given: { readonly width?: number; readonly level?: number },
): void {
  const { window } = app.store.getState();
  if (!window) return;
  const width = given.width ?? window.high - window.low;
  const level = given.level ?? (window.low + window.high) / 2;
  setWindow(app, level - width / 2, level + width / 2);
}

/** More or less contrast (narrower below 1) and brightness (in parts of the width; above 0 is brighter). */
export function nudgeWindow(app: WindowApp, narrower: number, brighter: number): void {
  const { window } = app.store.getState();
  if (!window) return;
  const width = window.high - window.low;
  setWidthOrLevel(app, { width: width * narrower, level: (window.low + window.high) / 2 - brighter * width });
}

/** The next preset of the open scan, or the one before; the first after a range set by hand. */
export function stepPreset(app: WindowApp, step: 1 | -1): void {
  const { window, volume } = app.store.getState();
  if (volume.at !== 'ready') return;
  const presets = windowPresets(volume.info.modality, volume.info.range);
  const now = presets.findIndex(({ key }) => key === window?.preset);
  showPreset(app, presets.at(now < 0 ? 0 : (now + step) % presets.length)?.key);
}
