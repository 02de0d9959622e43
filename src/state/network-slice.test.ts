import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createNetworkSlice, type NetworkSlice } from './network-slice.ts';

const seen = (id: string, at: number) => ({ id, at, seen: `/${id}`, from: 'network' as const });

test('requests are listed newest first, each once, the last hundred of them', () => {
  const store = createStore<NetworkSlice>()(createNetworkSlice);
  const { requestSeen } = store.getState();
  for (const [id, at] of [
    ['b', 2],
    ['c', 3],
    ['a', 1],
    ['b', 2],
  ] as const)
    requestSeen(seen(id, at));
  expect(store.getState().requests.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  for (let n = 0; n < 100; n++) requestSeen(seen(`later ${n}`, 10 + n));
  expect(store.getState().requests).toHaveLength(100);
  expect(store.getState().requests.at(-1)?.id).toBe('later 0');
});
