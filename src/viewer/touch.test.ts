import { expect, test } from 'vitest';
import type { SliceTile, Tile } from '#volume/tile.ts';
import type { Grid } from '#volume/types.ts';
import { followFingers, type TouchEvents } from './touch.ts';
import type { Tool } from './viewer.ts';

const GRID: Grid = { size: [40, 40, 20], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
const AXIAL: SliceTile = {
  ...{ view: 'axial', left: 0, top: 0, width: 200, height: 200, across: 2, slice: 5, slices: 20 },
  ...{ isReversed: false, mmPerPixel: 0.2 },
  u: { axis: 0, from: 0, perVoxel: 5 },
  v: { axis: 1, from: 0, perVoxel: 5 },
};
const SOLID: Tile = { view: 'render', left: 200, top: 0, width: 200, height: 200, toScreen: undefined };

/** Fingers on a stage that is nothing but its listeners. */
function hand(tool: Tool = 'navigate') {
  const told: string[] = [];
  const round = (value: number) => Math.round(100 * value) / 100;
  const events: TouchEvents = {
    onPinch: ({ factor, from, to }) => told.push(`pinch ${round(factor)} ${from} > ${to}`),
    onSolidPinch: (factor) => told.push(`solid ${round(factor)}`),
    onScroll: ({ view }, slices) => told.push(`${view} ${slices}`),
    onTap: ({ voxel }) => told.push(`tap ${voxel.map(round)}`),
    onDoubleTap: ({ view }) => told.push(`double ${view}`),
  };
  const stage = Object.assign(new EventTarget(), { getBoundingClientRect: () => ({ left: 10, top: 20 }) });
  const ground = { tool: () => tool, tiles: () => [AXIAL, SOLID], grid: () => GRID };
  const stop = followFingers(stage as unknown as HTMLElement, ground, events);
  /** @returns whether it was ours. */
  const put = (type: string, ...spots: readonly (readonly [number, number])[]) => {
    const event = new Event(type, { cancelable: true });
    const touches = spots.map(([x, y]) => ({ clientX: x + 10, clientY: y + 20 }));
    stage.dispatchEvent(Object.assign(event, { touches }));
    return event.defaultPrevented;
  };
  return { told, put, stop };
}

test('one finger drawn up turns slices to the head, the whole view for about all of them', () => {
  const { told, put } = hand();
  expect(put('touchstart', [100, 150])).toBe(true);
  put('touchmove', [100, 147]);
  expect(told).toEqual([]);
  // 200 pixels for 20 slices: ten each. Five pixels too few are not lost.
  put('touchmove', [100, 125]);
  put('touchmove', [100, 120]);
  put('touchmove', [100, 140]);
  put('touchend');
  expect(told).toEqual(['axial 2', 'axial 1', 'axial -2']);
});

test('two fingers zoom and move the picture, and the one that stays does nothing more', () => {
  const { told, put } = hand();
  put('touchstart', [90, 100]);
  expect(put('touchstart', [90, 100], [110, 100])).toBe(true);
  put('touchmove', [80, 110], [120, 110]);
  put('touchend', [120, 110]);
  put('touchmove', [120, 20]);
  put('touchend');
  expect(told).toEqual(['pinch 2 100,100 > 100,110']);
});

test('a finger put down sets the crosshair, and twice in one place is a double tap', () => {
  const { told, put } = hand();
  put('touchstart', [50, 100]);
  put('touchend');
  expect(told).toEqual(['tap 10,20,5']);
  put('touchstart', [52, 101]);
  put('touchend');
  expect(told.slice(1)).toEqual(['double axial']);
});

test('a finger that the system takes away was no tap', () => {
  const { told, put } = hand();
  put('touchstart', [50, 100]);
  put('touchcancel');
  expect(told).toEqual([]);
});

test('in 3D one finger is left to turn it, and two zoom', () => {
  const { told, put } = hand();
  expect(put('touchstart', [300, 100])).toBe(false);
  expect(put('touchmove', [320, 100])).toBe(false);
  expect(put('touchend')).toBe(false);
  put('touchstart', [290, 100]);
  expect(put('touchstart', [290, 100], [310, 100])).toBe(true);
  expect(put('touchmove', [295, 100], [305, 100])).toBe(true);
  expect(told).toEqual(['solid 0.5']);
});

test.each(['window', 'edit', 'measure'] as const)(
  'one finger with the tool %s is left to it, and two zoom',
  (tool) => {
    const { told, put } = hand(tool);
    expect(put('touchstart', [50, 100])).toBe(false);
    expect(put('touchmove', [50, 150])).toBe(false);
    put('touchend');
    put('touchstart', [50, 100], [60, 100]);
    put('touchmove', [50, 100], [70, 100]);
    expect(told).toEqual(['pinch 2 55,100 > 60,100']);
  },
);

test('beside the views, and after it was stopped, nothing is ours', () => {
  const { told, put, stop } = hand();
  expect(put('touchstart', [900, 900])).toBe(false);
  stop();
  expect(put('touchstart', [50, 100])).toBe(false);
  put('touchend');
  expect(told).toEqual([]);
});
