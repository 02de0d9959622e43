import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import type { ClientPort } from '#rpc/client.ts';
import { type ServerPort, serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { boxSize } from '#volume/boxes.ts';
import { applied, type Marks } from '#volume/edit/edits.ts';
import { fieldOfView } from '#volume/field-of-view.ts';
import { maskOf } from '#volume/mask.ts';
import { measureRuns } from '#volume/measure.ts';
import { runsOf } from '#volume/runs.ts';
import type { Grid, Mask } from '#volume/types.ts';
import type { EditCalls } from './edit-calls.ts';
import { LocalEditor } from './local-editor.ts';
import { WorkerEditor } from './worker-editor.ts';

const GRID = BALL_GRIDS['oblique'] as Grid;
const SCAN = ballVolume(GRID);
const MASK = maskOf(
  GRID,
  SCAN.data.map((stored) => (stored > 1100 ? 1 : 0)),
);

const ports: { close(): void }[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

function startEditor() {
  let last: MessagePort | undefined;
  const editor = new WorkerEditor(() => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    last = port2 as unknown as MessagePort;
    serveCalls<EditCalls>(new LocalEditor(), port2 as unknown as ServerPort, {
      transferables: transferablesOf,
    });
    return port1 as unknown as ClientPort;
  });
  return { editor, lose: () => last?.close() };
}

const expected = (mask: Mask) =>
  measureRuns(runsOf(mask.data, boxSize(mask.box), mask.level), mask, {
    scan: SCAN,
    view: fieldOfView(SCAN),
  });

test('what the other end measures and changes is what this one would, and the mask keeps its bytes', async () => {
  const { editor } = startEditor();
  const bytes = MASK.data.slice();
  await editor.open(SCAN);
  const measured = await editor.measure(MASK);
  expect(measured).toEqual(expected(MASK));
  expect(measured.figures.meanIntensity).toBeGreaterThan(500);
  const marks = (await editor.change(MASK, { kind: 'grow', mm: 4 })) as Marks;
  const grown = applied(MASK, marks);
  expect(await editor.measure(grown)).toEqual(expected(grown));
  expect(await editor.change(MASK, { kind: 'minimum-size', ml: 0.001 })).toBeUndefined();
  expect(MASK.data).toEqual(bytes);
});

test('without a scan nothing is measured', async () => {
  const { editor } = startEditor();
  await expect(editor.measure(MASK)).rejects.toMatchObject({ code: 'internal' });
});

test('where the other end is lost, the next has the scan again', async () => {
  const { editor, lose } = startEditor();
  await editor.open(SCAN);
  await editor.measure(MASK);
  const pending = editor.measure(MASK);
  lose();
  await expect(pending).rejects.toMatchObject({ code: 'worker-lost' });
  expect(await editor.measure(MASK)).toEqual(expected(MASK));
});
