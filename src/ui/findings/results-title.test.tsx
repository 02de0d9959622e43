import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { fakeApp } from '#testing/fake-app.ts';
import { foundObject, notFound, notUnderstood } from '#testing/findings.ts';
import { AppContext } from '#ui/use-app.ts';
import { FindingsSummary } from './findings-summary.tsx';
import { ResultsTable } from './results-table.tsx';

/** The table and the summary of the list, with so many prompts that were not understood beside two answers. */
function markup(unread: number): string {
  const { app } = fakeApp();
  const slips = Array.from({ length: unread }, (_, n) => notUnderstood(`asdf ${n}`));
  app.store.setState({ isTableShown: true, findings: [foundObject('liver'), ...slips, notFound('spleen')] });
  const store = { ...app.store, getInitialState: app.store.getState };
  return renderToStaticMarkup(
    <AppContext value={{ ...app, store }}>
      <ResultsTable />
      <FindingsSummary />
    </AppContext>,
  );
}

test('what was not understood is not counted among what was looked for', () => {
  expect(markup(0)).toContain('Found 1 of 2<');
  expect(markup(16)).toContain('Found 1 of 2<');
});

test('several that were not understood can be deleted at once', () => {
  expect(markup(16)).toContain('Delete all 16 that were not understood');
  expect(markup(1)).not.toContain('Delete all');
});
