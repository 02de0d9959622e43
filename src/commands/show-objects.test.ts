import { expect, test } from 'vitest';
import type { FindingId } from '#results/finding.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { alterFinding, removeFindings } from './alter-finding.ts';
import { redo, undo } from './edit/undo.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';
import { showAll, showAlone, toggleObjects } from './show-objects.ts';

async function three() {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'liver, spleen, left kidney');
  const idOf = (title: string) =>
    fake.state().findings.find((finding) => finding.title === title)?.id ?? ('none' as FindingId);
  const titleOf = (key: string) => fake.state().findings.find(({ id }) => id === key)?.title;
  const seen = () => fake.viewer.layers.map(({ key }) => titleOf(key));
  return { ...fake, idOf, seen };
}

test('an object is seen alone, and then what was seen before, and what has come since', async () => {
  const { app, idOf, seen } = await three();
  alterFinding(app, idOf('spleen'), { visible: false });
  showAlone(app, [idOf('liver')]);
  expect(seen()).toEqual(['liver']);
  showAlone(app, [idOf('left kidney')]);
  expect(seen()).toEqual(['left kidney']);
  await segment(app, 'right kidney');
  expect(seen()).toEqual(['left kidney', 'right kidney']);
  showAlone(app, [idOf('left kidney')]);
  expect(seen()).toEqual(['left kidney']);
  showAlone(app, [idOf('left kidney')]);
  expect(seen()).toEqual(['liver', 'left kidney', 'right kidney']);
});

test('an object that is the only one seen by chance is not taken for one shown alone', async () => {
  const { app, idOf, seen } = await three();
  showAll(app, false);
  toggleObjects(app, [idOf('liver')]);
  showAlone(app, [idOf('liver')]);
  expect(seen()).toEqual(['liver']);
  showAlone(app, [idOf('liver')]);
  expect(seen()).toEqual(['liver']);
});

test('of several of which one is hidden all are shown, and of several that are shown all are hidden', async () => {
  const { app, idOf, seen } = await three();
  const both = [idOf('liver'), idOf('spleen')];
  alterFinding(app, idOf('liver'), { visible: false });
  toggleObjects(app, both);
  expect(seen()).toEqual(['liver', 'spleen', 'left kidney']);
  toggleObjects(app, both);
  expect(seen()).toEqual(['left kidney']);
});

test('everything is hidden, and shown again', async () => {
  const { app, seen } = await three();
  showAll(app, false);
  expect(seen()).toEqual([]);
  showAll(app, true);
  expect(seen()).toEqual(['liver', 'spleen', 'left kidney']);
});

test('what was hidden, shown or deleted together comes back together', async () => {
  const { app, idOf, seen } = await three();
  alterFinding(app, idOf('spleen'), { visible: false });
  showAlone(app, [idOf('liver')]);
  undo(app);
  expect(seen()).toEqual(['liver', 'left kidney']);
  removeFindings(app, [idOf('liver'), idOf('left kidney')]);
  expect(seen()).toEqual([]);
  undo(app);
  expect(seen()).toEqual(['liver', 'left kidney']);
  redo(app);
  expect(seen()).toEqual([]);
});
