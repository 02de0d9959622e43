import type { ComponentsChoice } from '#model/components.ts';
import { reshape } from './adjust-outline.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';

/**
 * Keeps every piece of an outline, or what the pack declares. What was found is judged again; what was not found for want of
 * voxels is asked for again, for its small pieces may be enough.
 */
export async function chooseComponents(app: App, components: ComponentsChoice): Promise<void> {
  const { findings, componentsChosen } = app.store.getState();
  componentsChosen(components);
  const found = findings.filter(({ kind }) => kind === 'found');
  await Promise.all(found.map(({ id }) => reshape(app, id, { components })));
  const again = findings.flatMap((finding) =>
    finding.kind === 'not-found' && finding.reason === 'too-little' ? [finding.prompt] : [],
  );
  if (again.length > 0) await ask(app, again);
}
