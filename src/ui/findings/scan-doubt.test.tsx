import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { fakeApp } from '#testing/fake-app.ts';
import { foundObject } from '#testing/findings.ts';
import { AppContext } from '#ui/use-app.ts';
import { ScanDoubtOffer } from './scan-doubt.tsx';

function markup(more: object): string {
  const { app } = fakeApp();
  const plain = foundObject('liver');
  app.store.setState({ findings: [{ ...plain, source: { ...plain.source, ...more } }] });
  const store = { ...app.store, getInitialState: app.store.getState };
  return renderToStaticMarkup(
    <AppContext value={{ ...app, store }}>
      <ScanDoubtOffer />
    </AppContext>,
  );
}

test('where slices may be missing these can be shown, and nothing is offered to be turned', () => {
  const shown = markup({ jump: { axis: 2, slice: 19, times: 2.4 } });
  expect(shown).toContain('Between slices 20 and 21');
  expect(shown.match(/<button[^>]*>[^<]*/g)).toEqual([
    '<button type="button" class="chip">Show these slices',
  ]);
});

test('of a voxel size that may be wrong it is said, and nothing offered', () => {
  const scene = { doubt: undefined, against: 0, clue: undefined, seen: [], stretch: 1.9 };
  expect(markup({ scene })).toContain('1.9 times as tall');
  expect(markup({ scene })).not.toContain('<button');
  expect(markup({})).toBe('');
});
