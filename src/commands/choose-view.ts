import type { Layout } from '#viewer/viewer.ts';
import type { App } from './app.ts';
import { windowPresets } from './windows.ts';

type ViewApp = Pick<App, 'store' | 'viewer'>;

export function chooseLayout({ store, viewer }: ViewApp, layout: Layout): void {
  viewer.setLayout(layout);
  store.getState().layoutChosen(layout);
}

/** Shows or hides the scan itself in 3D, where objects would lie behind it. */
export function showBody({ store, viewer }: ViewApp, body: boolean): void {
  viewer.setBody(body);
  store.getState().bodyChosen(body);
}

/** Shows the open scan in a preset of its modality: the one named `key`, or the one to start with. */
export function showPreset({ store, viewer }: ViewApp, key?: string): void {
  const { volume, windowChosen } = store.getState();
  if (volume.at !== 'ready') return;
  const presets = windowPresets(volume.info.modality, volume.info.range);
  const preset = presets.find((candidate) => candidate.key === key) ?? presets[0];
  if (!preset) return;
  viewer.setWindow(preset.low, preset.high);
  windowChosen({ low: preset.low, high: preset.high, preset: preset.key });
}
