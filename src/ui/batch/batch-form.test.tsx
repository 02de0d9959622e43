import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, expect, test, vi } from 'vitest';
import { startBatch } from '#commands/run-batch.ts';
import { batchOf, start, THREE } from '#testing/batch-app.ts';
import { MemoryPlace } from '#testing/memory-place.ts';
import { AppContext } from '#ui/use-app.ts';
import { BatchDialog } from './batch-dialog.tsx';

// A browser that writes into no folders.
vi.stubGlobal('window', {});
afterAll(() => vi.unstubAllGlobals());

type Opened = Awaited<ReturnType<typeof batchOf>>;

/** The words of the dialog; what was typed is what was started last. */
function words({ app, state }: Opened): string {
  const { batch } = state();
  // The form takes what it shows from the last start.
  const shown = batch && { ...batch, settings: batch.settings ?? batch.reading?.settings };
  const getState = () => ({ ...state(), batch: shown });
  const store = { ...app.store, getState, getInitialState: getState };
  const markup = renderToStaticMarkup(
    <AppContext value={{ ...app, store }}>
      <BatchDialog />
    </AppContext>,
  );
  return markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

const press = ({ app }: Opened, text: string) =>
  startBatch(app, { text, modality: 'CT' }, async () => new MemoryPlace());

test('the form says which words are not understood and what may be meant, and what one more press asks', async () => {
  const opened = await batchOf(THREE);
  await press(opened, 'liver, spleen, hart');
  const told = words(opened);
  expect(told).toContain('“hart” was not understood. Did you mean liver ?');
  expect(told).toContain('Nothing was started yet: correct it, or press again to leave it out.');
  expect(told).toContain('Start with only liver and spleen');
  await press(opened, 'hart');
  const refused = words(opened);
  expect(refused).toContain('“hart” was not understood. Did you mean liver ? Nothing was started.');
  expect(refused).not.toContain('Start with only');
});

test('a row tells what was not understood from what was not found', async () => {
  const opened = await batchOf(THREE);
  await start(opened.app, new MemoryPlace(), 'liver, hart');
  expect(words(opened)).toContain('1 of 1 found, not understood: “hart” → a_labels.nii.gz');
});
