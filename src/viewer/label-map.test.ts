import { expect, test } from 'vitest';
import { drawnVoxel, ORDERS } from '#testing/drawn-orders.ts';
import { boxSize } from '#volume/boxes.ts';
import { denseMask, maskOf } from '#volume/mask.ts';
import { random } from '#volume/random.ts';
import type { Grid, Mask, Vec3, VoxelBox } from '#volume/types.ts';
import { LabelMap, type Patch } from './label-map.ts';
import type { MaskLayer } from './viewer.ts';

const SIZE: Vec3 = [9, 7, 6];
const GRID: Grid = { size: SIZE, voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
const VOXELS = SIZE[0] * SIZE[1] * SIZE[2];
const ORDER = { size: SIZE, axes: [1, 2, 3] } as const;

const indexOf = (i: number, j: number, k: number) => (k * SIZE[1] + j) * SIZE[0] + i;

/** The voxels of a box. */
function* placesIn({ from, to }: VoxelBox): Generator<Vec3> {
  for (let k = from[2]; k < to[2]; k++) {
    for (let j = from[1]; j < to[1]; j++) for (let i = from[0]; i < to[0]; i++) yield [i, j, k];
  }
}

/** The voxels of a box, by their index in the grid. */
function* voxelsOf(box: VoxelBox): Generator<number> {
  for (const place of placesIn(box)) yield indexOf(...place);
}

const labelsOf = (patch: Patch | undefined) => [...(patch?.texels ?? [])].map((texel) => texel & 255);
const weaknessOf = (patch: Patch | undefined) => [...(patch?.texels ?? [])].map((texel) => texel >> 8);

/** What the views hold: the patches written over each other, and which voxels were ever written. */
class Screen {
  readonly labels = new Uint8Array(VOXELS);
  readonly written = new Set<number>();

  take(map: LabelMap, most = VOXELS, axes = ORDER.axes as Vec3): void {
    const order = { size: SIZE, axes };
    for (let patch = map.takePatch(most, order); patch; patch = map.takePatch(most, order)) {
      this.#write(patch, axes);
    }
  }

  look(map: LabelMap, at: Vec3, axes: Vec3): void {
    for (const patch of map.planesThrough(at, { size: SIZE, axes })) this.#write(patch, axes);
  }

  #write(patch: Patch, axes: Vec3): void {
    const [labels, { from, size }] = [labelsOf(patch), patch];
    expect(labels).toHaveLength(size[0] * size[1] * size[2]);
    expect(labels).toHaveLength(boxSize(patch.box).reduce((a, b) => a * b));
    for (const place of placesIn(patch.box)) {
      const [x, y, z] = drawnVoxel(place, SIZE, axes);
      const n = ((z - from[2]) * size[1] + y - from[1]) * size[0] + x - from[0];
      this.labels[indexOf(...place)] = labels[n] ?? 0;
      this.written.add(indexOf(...place));
    }
  }

  /** The colour of every voxel. */
  colours({ look }: LabelMap): string[] {
    return [...this.labels].map((label) => (label === 0 ? '' : look.slice(4 * label, 4 * label + 3).join()));
  }
}

/** The colours of all voxels, painted from nothing. */
function painted(layers: readonly MaskLayer[]): string[] {
  const colours = new Array<string>(VOXELS).fill('');
  for (const { mask, color, opacity } of layers) {
    if (opacity <= 0) continue;
    denseMask(mask).forEach((inside, n) => {
      if (inside) colours[n] = color.join();
    });
  }
  return colours;
}

const dice = random(11);
const below = (n: number) => Math.floor(dice.between(0, n));

/** Some voxels of a random box; now and then none. */
function someMask(): Mask {
  const corner = SIZE.map((n) => below(n));
  const far = SIZE.map((n, axis) => (corner[axis] ?? 0) + 1 + below(n - (corner[axis] ?? 0)));
  const box = { from: corner as unknown as Vec3, to: far as unknown as Vec3 };
  const inside = new Uint8Array(VOXELS);
  for (const voxel of voxelsOf(box)) inside[voxel] = below(3) > 0 ? 1 : 0;
  return maskOf(GRID, inside);
}

const someLayer = (key: string): MaskLayer => ({
  key,
  mask: someMask(),
  color: [below(256), below(256), below(256)],
  opacity: [0, 0.5, 1][below(3)] ?? 0,
});

/** Does something at random; the boxes of the masks that it may have changed. */
function disturb(map: LabelMap): VoxelBox[] {
  const key = `object ${below(6)}`;
  const before = map.layers.find((layer) => layer.key === key);
  const boxes = before ? [before.mask.box] : [];
  const deed = below(5);
  if (deed === 0) map.remove(key);
  else if (deed === 1) {
    const keys = map.layers.map((layer) => layer.key).toSorted(() => below(3) - 1);
    map.order(keys);
    return map.layers.map((layer) => layer.mask.box);
  } else if (deed === 2 && before) map.set({ ...before, color: [below(256), 0, 0] });
  else if (deed === 3 && before) map.set({ ...before, opacity: before.opacity > 0 ? 0 : 0.7 });
  else {
    const layer = someLayer(key);
    map.set(layer);
    boxes.push(layer.mask.box);
  }
  return boxes;
}

test('whatever is set, removed, hidden, recoloured and reordered, the views show what painting all of it anew would', () => {
  const [map, screen] = [new LabelMap(), new Screen()];
  let covered = 0;
  for (let turn = 0; turn < 600; turn++) {
    const boxes = disturb(map);
    if (below(3) === 0) boxes.push(...disturb(map));
    screen.written.clear();
    screen.take(map, 1 + below(VOXELS), ORDERS[turn % ORDERS.length]);
    expect(screen.colours(map)).toEqual(painted(map.layers));
    // Boxes are joined only where that is no more to compose, so a few voxels between them may be written as well.
    const allowed = boxes.reduce((sum, box) => sum + boxSize(box).reduce((a, b) => a * b), 0);
    expect(screen.written.size).toBeLessThanOrEqual(allowed);
    covered += screen.written.size;
  }
  expect(covered).toBeGreaterThan(10_000);
});

test('only the box of the object that changed is written', () => {
  const box = (from: Vec3, to: Vec3) => {
    const inside = new Uint8Array(VOXELS);
    for (const voxel of voxelsOf({ from, to })) inside[voxel] = 1;
    return maskOf(GRID, inside);
  };
  const [map, screen] = [new LabelMap(), new Screen()];
  const [low, high] = [box([1, 1, 1], [3, 3, 2]), box([6, 4, 4], [8, 6, 5])];
  map.set({ key: 'low', mask: low, color: [1, 0, 0], opacity: 1 });
  map.set({ key: 'high', mask: high, color: [2, 0, 0], opacity: 1 });
  screen.take(map);
  screen.written.clear();
  map.set({ key: 'high', mask: high, color: [3, 0, 0], opacity: 0 });
  screen.take(map);
  const own = new Set(voxelsOf(high.box));
  expect([...screen.written].filter((voxel) => !own.has(voxel))).toEqual([]);
  expect(screen.written.size).toBe(own.size);
});

test('of a mask that differs from the one that is drawn within a box alone, that box alone is written', () => {
  const [map, screen] = [new LabelMap(), new Screen()];
  const inside = new Uint8Array(VOXELS).fill(1);
  const [base, other] = [maskOf(GRID, inside), maskOf(GRID, inside)];
  const box: VoxelBox = { from: [2, 2, 2], to: [4, 3, 5] };
  for (const voxel of voxelsOf(box)) inside[voxel] = 0;
  const layer: MaskLayer = { key: 'a', mask: base, color: [9, 8, 7], opacity: 1 };
  map.set(layer);
  screen.take(map);
  screen.written.clear();
  const edited = maskOf(GRID, inside);
  map.set({ ...layer, mask: edited, changed: { since: base, box } });
  screen.take(map);
  expect([...screen.written]).toEqual([...voxelsOf(box)]);
  expect(screen.colours(map)).toEqual(painted(map.layers));
  // What it differs from is not what is drawn: all of it is written.
  map.set({ ...layer, mask: base, changed: { since: other, box } });
  screen.take(map);
  expect(screen.written.size).toBe(VOXELS);
  expect(screen.colours(map)).toEqual(painted(map.layers));
});

test.each(ORDERS.map((axes) => ({ axes })))(
  'what is looked at can be had before the rest, on axes $axes',
  ({ axes }) => {
    const [map, screen] = [new LabelMap(), new Screen()];
    const whole = maskOf(GRID, new Uint8Array(VOXELS).fill(1));
    map.set({ key: 'all', mask: whole, color: [1, 0, 0], opacity: 1 });
    map.set({ ...someLayer('part'), opacity: 1 });
    const at: Vec3 = [4, 1, 5];
    screen.look(map, at, axes);
    const planes = [...placesIn(whole.box)].filter((place) => place.some((n, axis) => n === at[axis]));
    expect([...screen.written].toSorted((a, b) => a - b)).toEqual(planes.map((place) => indexOf(...place)));
    const [seen, all] = [screen.colours(map), painted(map.layers)];
    for (const voxel of screen.written) expect(seen[voxel]).toBe(all[voxel]);
    expect(map.staleVoxels).toBe(VOXELS);
    screen.take(map, VOXELS, axes);
    expect(screen.colours(map)).toEqual(all);
    expect(map.staleVoxels).toBe(0);
  },
);

test('where nothing has changed there is nothing to look at', () => {
  const map = new LabelMap();
  const box: VoxelBox = { from: [0, 0, 0], to: [2, 2, 2] };
  const mask: Mask = { grid: GRID, box, data: new Uint8Array(8).fill(255), level: 128 };
  map.set({ key: 'corner', mask, color: [1, 0, 0], opacity: 1 });
  expect([...map.planesThrough([5, 5, 5], ORDER)]).toEqual([]);
});

test('another colour or opacity changes the look of a label, and no voxel', () => {
  const map = new LabelMap();
  const layer: MaskLayer = { key: 'a', mask: someMask(), color: [9, 8, 7], opacity: 0.5 };
  map.set(layer);
  while (map.takePatch(1e9, ORDER));
  const before = map.look.slice();
  map.set({ ...layer, color: [90, 80, 70], opacity: 1 });
  expect(map.takePatch(1e9, ORDER)).toBeUndefined();
  expect([...map.look.slice(4, 8)]).toEqual([90, 80, 70, 255]);
  expect(before[7]).toBeGreaterThan(50);
  expect(before[7]).toBeLessThan(127);
});

test('after a restart the whole map comes again', () => {
  const [map, first, second] = [new LabelMap(), new Screen(), new Screen()];
  for (const key of 'abcdef') map.set({ ...someLayer(key), opacity: 1 });
  first.take(map);
  map.restart();
  second.take(map);
  expect(second.labels).toEqual(first.labels);
  expect(new Set(second.labels).size).toBeGreaterThan(3);
});

test('more objects than labels are refused, and a label that is free again is used again', () => {
  const map = new LabelMap();
  const mask = someMask();
  for (let n = 0; n < 255; n++) map.set({ key: `${n}`, mask, color: [0, 0, 0], opacity: 1 });
  const extra: MaskLayer = { key: 'extra', mask, color: [1, 2, 3], opacity: 1 };
  expect(() => map.set(extra)).toThrow('More than 255 objects');
  map.remove('7');
  map.remove('extra');
  map.set(extra);
  expect([...map.look.slice(32, 35)]).toEqual([1, 2, 3]);
});

/** A row of voxels of these bytes. */
function rowOf(bytes: readonly number[], level = 128): Mask {
  const box: VoxelBox = { from: [0, 2, 3], to: [bytes.length, 3, 4] };
  return { grid: GRID, box, data: Uint8Array.from(bytes), level };
}

test('how near a voxel is to its level is told alike on both sides, and of whole voxels there is nothing to tell', () => {
  const map = new LabelMap();
  const soft: MaskLayer = {
    key: 'soft',
    mask: rowOf([0, 28, 77, 127, 128, 178, 227, 255]),
    ...{ color: [1, 2, 3], opacity: 1 },
  };
  map.set(soft);
  const patch = map.takePatch(1e9, ORDER);
  expect(labelsOf(patch)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = weaknessOf(patch);
  expect([a, h]).toEqual([0, 0]);
  expect([b, c, d]).toEqual([g, f, e]);
  expect(b).toBeGreaterThan(0);
  expect(c).toBeGreaterThan(b);
  expect(d).toBeGreaterThan(c);
  // Something is left of the weakest, or a part that is hardly inside would not be drawn.
  expect(d).toBeLessThan(255);
  map.set({ ...soft, mask: rowOf([0, 0, 0, 0, 255, 255, 255, 255]) });
  expect(new Set(weaknessOf(map.takePatch(1e9, ORDER)))).toEqual(new Set([0]));
});

test('an object beside another does not weaken it', () => {
  const map = new LabelMap();
  const look = { color: [1, 2, 3], opacity: 1 } as const;
  map.set({ key: 'lower', mask: rowOf([255, 255, 0, 0]), ...look });
  map.set({ key: 'upper', mask: rowOf([110, 0, 110, 200]), ...look });
  const patch = map.takePatch(1e9, ORDER);
  expect(labelsOf(patch)).toEqual([1, 1, 0, 2]);
  expect(weaknessOf(patch).map((each) => each > 0)).toEqual([false, false, true, true]);
});

test('each voxel is painted by its byte alone, in whatever run of others it lies', () => {
  const painted = (mask: Mask, axes: Vec3 = ORDER.axes) => {
    const map = new LabelMap();
    map.set({ key: 'only', mask, color: [1, 2, 3], opacity: 1 });
    return map.takePatch(1e9, { size: SIZE, axes })?.texels ?? new Uint16Array();
  };
  const [runs, kinds] = [60, [0, 255, 1, 90, 127, 128, 254]];
  for (const level of [1, 100, 128, 255]) {
    const alone = new Map(kinds.map((byte) => [byte, painted(rowOf([byte], level))[0]]));
    const bytes = Array.from({ length: runs }, () =>
      new Array<number>(1 + below(11)).fill(kinds[below(kinds.length)] ?? 0),
    ).flat();
    const box: VoxelBox = { from: [0, 0, 0], to: [7, Math.floor(bytes.length / 7), 1] };
    const data = Uint8Array.from(bytes.slice(0, 7 * box.to[1]));
    const mask = { grid: GRID, box, data, level };
    const texels = [...data].map((byte) => alone.get(byte));
    expect([...painted(mask)]).toEqual(texels);
    // Both axes of the row and its columns the other way round.
    expect([...painted(mask, [-1, -2, 3])]).toEqual(texels.toReversed());
    const columns = Array.from({ length: 7 }, (_, i) => texels.filter((_, n) => n % 7 === i)).flat();
    expect([...painted(mask, [2, 1, 3])]).toEqual(columns);
  }
});
