import type { ComponentsChoice } from '#model/components.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';

/** Keeps every piece of an outline, or what the pack declares; what has been answered is answered anew. */
export async function chooseComponents(app: App, components: ComponentsChoice): Promise<void> {
  const { findings, componentsChosen } = app.store.getState();
  componentsChosen(components);
  const again = findings.filter(({ kind }) => kind !== 'not-understood').map(({ title }) => title);
  if (again.length > 0) await ask(app, again.join(', '));
}
