import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { removeUnread } from '#commands/alter-finding.ts';
import { openVolume } from '#commands/open-volume.ts';
import { segment } from '#commands/segment.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { AppContext } from '#ui/use-app.ts';
import { FindingsSummary } from './findings-summary.tsx';
import { ResultsTable } from './results-table.tsx';

test('what was not understood is not counted among what was looked for, and can be removed from the list', async () => {
  const { app, state } = fakeApp();
  await openVolume(app, scanFile());
  for (const prompt of ['asdfgh', 'liver', 'rm -rf', 'heart']) await segment(app, prompt);
  state().tableShown(true);
  const store = { ...app.store, getInitialState: app.store.getState };
  const markup = () =>
    renderToStaticMarkup(
      <AppContext value={{ ...app, store }}>
        <ResultsTable />
        <FindingsSummary />
      </AppContext>,
    );
  const lookedFor = state().findings.filter(({ kind }) => kind !== 'not-understood');
  const unread = state().findings.length - lookedFor.length;
  const found = lookedFor.filter(({ kind }) => kind === 'found').length;
  expect(unread).toBeGreaterThan(1);
  expect(markup()).toContain(`Found ${found} of ${lookedFor.length}`);
  expect(markup()).toContain(`Delete all ${unread} that were not understood`);
  removeUnread(app);
  expect(markup()).toContain(`Found ${found} of ${lookedFor.length}`);
  expect(markup()).not.toContain('not understood');
});
