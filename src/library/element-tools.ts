import type { WindowPreset } from '#commands/windows.ts';
import { say } from '#messages/say.ts';
import type { Layout } from '#viewer/viewer.ts';
import { make } from './element-make.ts';

/** How the views are looked at: which of them, between which intensities, and how strongly objects are painted. */
export interface ElementTools {
  readonly bar: HTMLElement;
  readonly layout: HTMLSelectElement;
  readonly window: HTMLSelectElement;
  /** Per cent. */
  readonly opacity: HTMLInputElement;
}

const LAYOUTS: readonly Layout[] = ['four-up', 'row', 'axial', 'coronal', 'sagittal', 'render'];
/** Of the list of windows, where somebody has dragged to another. */
const BY_HAND = 'by-hand';

export function elementTools(): ElementTools {
  const layout = make('select', {}, ...LAYOUTS.map((value) => option(value, say.views.layouts[value])));
  const window = make('select', { disabled: true });
  const opacity = make('input', { type: 'range', min: '0', max: '100', step: '5', value: '50' });
  const bar = make(
    'div',
    { className: 'tools', role: 'group', ariaLabel: say.views.tools },
    make('label', {}, say.views.layout, layout),
    make('label', {}, say.views.window, window),
    make('label', {}, say.findings.opacityLabel, opacity),
  );
  return { bar, layout, window, opacity };
}

/** Offers `presets`, of which the first is chosen. */
export function offerWindows({ window }: ElementTools, presets: readonly WindowPreset[]): void {
  const byHand = option(BY_HAND, say.views.byHand);
  // Nobody chooses it: it says what dragging has done.
  byHand.disabled = true;
  window.replaceChildren(...presets.map(({ key }) => option(key, say.views.windows[key])), byHand);
  window.selectedIndex = 0;
  window.disabled = false;
}

/** As they were at first, and doing nothing. */
export function forgetTools({ layout, window, opacity }: ElementTools): void {
  layout.selectedIndex = 0;
  window.replaceChildren();
  window.disabled = true;
  layout.onchange = null;
  window.onchange = null;
  opacity.oninput = null;
}

/** Another window than any that is offered has been set. */
export function windowByHand({ window }: ElementTools): void {
  window.value = BY_HAND;
}

const option = (value: string, text: string) => make('option', { value }, text);
