import type { Arrangement, Layout, Tool } from '#viewer/viewer.ts';
import type { View } from '#volume/tile.ts';
import type { App } from './app.ts';
import { windowPresets } from './windows.ts';

type ViewApp = Pick<App, 'store' | 'viewer'>;

export function chooseLayout(app: ViewApp, layout: Layout): void {
  arrange(app, { layout, before: undefined });
}

/** Lays the views out with some of it changed. */
export function arrange(
  { store, viewer }: ViewApp,
  change: Partial<Arrangement & { before: Layout | undefined }>,
): void {
  store.getState().arranged(change);
  const { layout, large, largeShare, split, mosaic } = store.getState();
  viewer.arrange({ layout, large, largeShare, split, mosaic });
}

/** Shows one view alone, or, where it is alone already, what was shown before it. */
export function toggleLarge(app: ViewApp, view: View): void {
  const { layout, before } = app.store.getState();
  if (layout === view) arrange(app, { layout: before ?? 'four-up', before: undefined });
  else arrange(app, { layout: view, before: layout === 'mosaic' || !isLone(layout) ? layout : before });
}

export const isLone = (layout: Layout): layout is View =>
  layout === 'axial' || layout === 'coronal' || layout === 'sagittal' || layout === 'render';

/** What the left button does on slices from now on. Only a tool that works on what lies round the pointer has a circle there. */
export function chooseTool({ store, viewer }: ViewApp, tool: Tool, cursorMm?: number): void {
  viewer.setTool(tool);
  store.getState().toolChosen(tool);
  // What was begun with another tool is not finished with this one.
  store.getState().markDrafted(undefined);
  store.getState().cursorChosen(cursorMm);
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
