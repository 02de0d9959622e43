import { say } from '#messages/say.ts';
import { make } from './element-make.ts';
import { elementStyle } from './element-style.ts';
import { type ElementTools, elementTools } from './element-tools.ts';

/** Everything that the element consists of, within its shadow. */
export interface ElementParts {
  readonly stage: HTMLElement;
  readonly over: HTMLElement;
  readonly solid: HTMLButtonElement;
  readonly tools: ElementTools;
  readonly files: HTMLInputElement;
  readonly scan: HTMLElement;
  readonly modality: HTMLSelectElement;
  readonly form: HTMLFormElement;
  readonly prompt: HTMLInputElement;
  readonly find: HTMLButtonElement;
  readonly everything: HTMLButtonElement;
  readonly cancel: HTMLButtonElement;
  readonly save: HTMLButtonElement;
  readonly status: HTMLElement;
  readonly alert: HTMLElement;
  readonly list: HTMLUListElement;
}

const button = (text: string, className = '') =>
  make('button', { type: 'button', className, textContent: text });

export function elementParts(shadow: ShadowRoot): ElementParts {
  shadow.adoptedStyleSheets = [elementStyle()];
  const stage = make('div', { className: 'stage' });
  const over = make('div', { className: 'tile-frames' });
  const solid = button(say.views.showSolid, 'solid');
  solid.hidden = true;
  const views = make('div', { className: 'views' }, stage, over, solid);
  const tools = elementTools();
  const files = make('input', { type: 'file', multiple: true });
  const file = make('label', { className: 'file' }, files, say.welcome.choose);
  const scan = make('p', { className: 'scan' });
  const modality = make('select', { disabled: true });
  modality.ariaLabel = say.title.modality;
  const prompt = make('input', { placeholder: say.prompt.example, autocomplete: 'off', required: true });
  const find = make('button', { type: 'submit', className: 'first', textContent: say.prompt.find });
  const everything = button(say.findings.recognise);
  const label = make('label', {}, say.prompt.label, prompt);
  const form = make('form', {}, label, find, everything);
  const cancel = button(say.prompt.cancel);
  const save = button(say.library.saveLabels);
  for (const each of [cancel, save]) each.disabled = true;
  const status = make('p', { role: 'status' });
  const alert = make('p', { role: 'alert' });
  const list = make('ul', {});
  list.ariaLabel = say.findings.title;
  const panel = make(
    'section',
    { className: 'panel' },
    ...[make('div', { className: 'row' }, file, modality), scan, form, status, alert, list],
    ...[make('div', { className: 'row' }, cancel, save)],
    make('p', { className: 'note', textContent: say.status.disclaimer }),
  );
  panel.ariaLabel = say.prompt.panel;
  shadow.replaceChildren(
    make('div', { className: 'room' }, make('div', { className: 'left' }, tools.bar, views), panel),
  );
  return {
    ...{ stage, over, solid, tools, files, scan, modality, form, prompt, find, everything },
    ...{ cancel, save, status, alert, list },
  };
}
