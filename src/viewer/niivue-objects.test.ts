import type { Niivue } from '@niivue/niivue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Mask, Vec3 } from '#volume/types.ts';
import { DrawnObjects } from './niivue-objects.ts';

const SIZE: Vec3 = [100, 100, 200];
const MASK: Mask = {
  grid: { size: SIZE, voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] },
  box: { from: [0, 0, 0], to: SIZE },
  data: new Uint8Array(2_000_000).fill(255),
  level: 128,
};
const LAYER = { key: 'all', mask: MASK, color: [1, 2, 3], opacity: 1 } as const;

let clock = 0;
beforeEach(() => {
  // Every look at the clock finds that a frame's time is over.
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += 1000));
});
afterEach(() => vi.restoreAllMocks());

/** A NiiVue that draws nothing: which boxes its texture was given, as from and size. */
function fakeNiivue() {
  const written: number[][] = [];
  const gl = {
    texSubImage3D: (...[, , x, y, z, width, height, depth]: number[]) =>
      written.push([x, y, z, width, height, depth] as number[]),
  };
  const niivue = {
    gl: new Proxy(gl, { get: (own, name) => Reflect.get(own, name) ?? (() => undefined) }),
    volumes: [{ permRAS: [1, 2, 3], dimsRAS: [3, ...SIZE], hdr: { dims: [3, ...SIZE] } }],
    scene: { crosshairPos: [0.5, 0.5, 0.5] },
    ...{ meshes: [], meshShaders: [], drawTexture: null },
    setCustomMeshShader: () => 0,
    refreshColormaps: () => undefined,
  };
  return { niivue, written };
}

function objectsOn({ niivue }: ReturnType<typeof fakeNiivue>) {
  const changed = vi.fn();
  const objects = new DrawnObjects(
    niivue as unknown as Niivue,
    async () => undefined as never,
    false,
    changed,
  );
  return { objects, changed };
}

const PLANES = [
  [50, 0, 0, 1, 100, 200],
  [0, 50, 0, 100, 1, 200],
  [0, 0, 100, 100, 100, 1],
];
const isPlane = (box: number[]) => box.slice(3).includes(1);

test('a large object is painted over several frames, first where the crosshair is, and drawn when that is there and at the end', () => {
  const fake = fakeNiivue();
  const { objects, changed } = objectsOn(fake);
  objects.set(LAYER);
  changed.mockClear();
  expect(objects.draw()).toBe(true);
  expect(fake.written.slice(0, 3)).toEqual(PLANES);
  expect(fake.written).toHaveLength(4);
  const drawn: boolean[] = [];
  while (changed.mock.calls.length > 0) {
    changed.mockClear();
    drawn.push(objects.draw());
  }
  expect(drawn).toEqual([false, false, true]);
  const rest = fake.written.filter((box) => !isPlane(box));
  expect(rest.map(([, , z, , , depth]) => [z, depth])).toEqual([
    [0, 50],
    [50, 50],
    [100, 50],
    [150, 50],
  ]);
});

test('where one looks meanwhile is painted next, and drawn', () => {
  const fake = fakeNiivue();
  const { objects } = objectsOn(fake);
  objects.set(LAYER);
  objects.draw();
  fake.written.length = 0;
  fake.niivue.scene.crosshairPos = [0.105, 0.5, 0.995];
  expect(objects.draw()).toBe(true);
  expect(fake.written.filter(isPlane)).toEqual([
    [10, 0, 50, 1, 100, 150],
    [0, 50, 50, 100, 1, 150],
    [0, 0, 199, 100, 100, 1],
  ]);
});

test('what is asked for meanwhile is drawn though painting goes on', () => {
  const fake = fakeNiivue();
  const { objects } = objectsOn(fake);
  objects.set(LAYER);
  objects.draw();
  objects.setFrame('all');
  expect(objects.draw()).toBe(true);
  objects.redraw();
  expect(objects.draw()).toBe(true);
});

test('a small object is painted at once', () => {
  const fake = fakeNiivue();
  const { objects, changed } = objectsOn(fake);
  objects.set({ ...LAYER, mask: { ...MASK, box: { from: [0, 0, 0], to: [100, 100, 50] } } });
  changed.mockClear();
  expect(objects.draw()).toBe(true);
  expect(fake.written).toEqual([[0, 0, 0, 100, 100, 50]]);
  expect(changed).not.toHaveBeenCalled();
});
