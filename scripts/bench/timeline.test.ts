import { expect, test } from 'vitest';
import { readTrace } from './read-trace.ts';
import { timelineFigures } from './trace.ts';

test('what scripts measure is told from its begin to its end, of each worker for itself', () => {
  const event = (ph: string, ts: number, local: string, name = 'inference') => ({
    ...{ name, ph, ts, pid: 1, tid: 8, id2: { local } },
  });
  const measured = [event('b', 10, 'x'), event('b', 20, 'y'), event('e', 40, 'x'), event('e', 70, 'y')];
  const other = [
    event('b', 30, 'x', 'other'),
    event('e', 35, 'x', 'other'),
    { ...event('b', 1, 'z'), pid: 2 },
  ];
  const begin = { name: 'bench:open:begin', ph: 'I', pid: 1, tid: 7, ts: 0 };
  const traceEvents = [begin, ...measured, ...other].toSorted((a, b) => a.ts - b.ts);
  expect(readTrace(new TextEncoder().encode(JSON.stringify({ traceEvents }))).measures).toEqual([
    { name: 'other', from: 30, to: 35 },
    { name: 'inference', from: 10, to: 40 },
    { name: 'inference', from: 20, to: 70 },
  ]);
});

test('of a wait what the runtime took is inference, and nothing else is', () => {
  const mark = (name: string, ts: number) => ({ name: `bench:${name}`, ph: 'I', pid: 1, tid: 7, ts });
  const call = (from: number, to: number, local: string, name = 'inference') => [
    { name, ph: 'b', ts: from, pid: 1, tid: 8, id2: { local } },
    { name, ph: 'e', ts: to, pid: 1, tid: 8, id2: { local } },
  ];
  const traceEvents = [
    ...[mark('open:begin', 0), mark('open:shown', 2e6), mark('first:begin', 3e6), mark('first:shown', 9e6)],
    // While nobody waits, across a begin, within, after, and something else.
    ...[call(2.2e6, 2.8e6, 'a'), call(2.9e6, 4e6, 'b'), call(5e6, 7e6, 'c'), call(9.5e6, 9.9e6, 'd')].flat(),
    ...call(7e6, 8e6, 'e', 'other'),
  ];
  const figures = (events: readonly object[]) =>
    timelineFigures(new TextEncoder().encode(JSON.stringify({ traceEvents: events })));
  expect(figures(traceEvents)).toEqual({
    ...{ 'inference s': 3, 'not inference s': 5, 'open to first mask s': 8, 'not inference share': 5 / 8 },
  });
  expect(figures(traceEvents.slice(0, 4))).toEqual({});
});
