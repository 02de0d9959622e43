import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import type { Surface } from '#surface/surface.ts';
import { maskOf } from '#volume/mask.ts';
import type { Grid, Mask } from '#volume/types.ts';
import { SurfaceMaker } from './surface-maker.ts';

const GRID: Grid = { size: [5, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
const mask = (...inside: number[]) => maskOf(GRID, inside);

interface Job {
  readonly mask: Mask;
  readonly signal: AbortSignal;
  readonly resolve: (surface: Surface) => void;
  readonly reject: (error: Error) => void;
}

/** Surfaces that are made when the test says so, with as many points as the mask has bytes. */
function maker() {
  const jobs: Job[] = [];
  const failures: unknown[] = [];
  const made: string[] = [];
  const surfaces = new SurfaceMaker(
    (mask, signal) => new Promise((resolve, reject) => jobs.push({ mask, signal, resolve, reject })),
    (error) => failures.push(error),
  );
  const make = (key: string, of: Mask) =>
    surfaces.make(key, of, ({ points }) => made.push(`${key} ${points.length}`));
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const finish = async (n: number) => {
    const { length } = jobs[n]?.mask.data ?? [];
    jobs[n]?.resolve({ points: new Float32Array(length), triangles: new Uint32Array() });
    await settled();
  };
  return { surfaces, jobs, failures, made, make, finish, settled };
}

test('surfaces are made one at a time, in the order of asking', async () => {
  const { jobs, made, make, finish } = maker();
  make('a', mask(1, 1, 1, 0, 0));
  make('b', mask(1, 0, 0, 0, 0));
  expect(jobs).toHaveLength(1);
  await finish(0);
  expect(jobs).toHaveLength(2);
  await finish(1);
  expect(made).toEqual(['a 4', 'b 2']);
});

test('of one object only the last mask becomes a surface, whether the one before waits or is under way', async () => {
  const { jobs, made, make, finish } = maker();
  make('a', mask(1, 0, 0, 0, 0));
  make('b', mask(1, 0, 0, 0, 0));
  make('b', mask(1, 1, 0, 0, 0));
  make('a', mask(1, 1, 1, 1, 1));
  expect(jobs[0]?.signal.aborted).toBe(true);
  for (const n of [0, 1, 2]) await finish(n);
  expect(made).toEqual(['b 3', 'a 5']);
  expect(jobs).toHaveLength(3);
});

test('what was dropped is not told, nor that it was stopped', async () => {
  const { surfaces, jobs, made, failures, make, finish, settled } = maker();
  make('a', mask(1, 0, 0, 0, 0));
  make('b', mask(1, 0, 0, 0, 0));
  surfaces.drop('a');
  jobs[0]?.reject(new Error('stopped'));
  await settled();
  surfaces.dropAll();
  await finish(1);
  expect([made, failures]).toEqual([[], []]);
});

test('a surface that cannot be made is told of, and does not keep the next from being made', async () => {
  const { jobs, failures, made, make, finish, settled } = maker();
  make('a', mask(1, 0, 0, 0, 0));
  make('b', mask(1, 0, 0, 0, 0));
  const error = new Error('out of memory');
  jobs[0]?.reject(error);
  await settled();
  expect(failures).toEqual([error]);
  await finish(1);
  expect(made).toEqual(['b 2']);
});

test('a surface that a worker was lost with is made once more, and told of when that is lost too', async () => {
  const { surfaces, jobs, failures, made, make, finish, settled } = maker();
  const lost = () => new AppError('worker-lost', { reason: 'gone' });
  make('a', mask(1, 1, 0, 0, 0));
  jobs[0]?.reject(lost());
  await settled();
  expect(failures).toEqual([]);
  await finish(1);
  expect(made).toEqual(['a 3']);
  make('b', mask(1, 0, 0, 0, 0));
  for (const n of [2, 3]) {
    jobs[n]?.reject(lost());
    await settled();
  }
  expect([jobs.length, failures.length]).toEqual([4, 1]);
  // What is not wanted any more is not made again.
  make('c', mask(1, 0, 0, 0, 0));
  surfaces.drop('c');
  jobs[4]?.reject(lost());
  await settled();
  expect([jobs.length, failures.length]).toEqual([5, 1]);
});
