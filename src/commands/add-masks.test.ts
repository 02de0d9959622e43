import { beforeEach, describe, expect, test, vi } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { scanStem } from '#results/file-names.ts';
import { foundObjects } from '#results/finding.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { bodyOn } from '#testing/export-cases.ts';
import { fakeApp } from '#testing/fake-app.ts';
import { denseMask } from '#volume/mask.ts';
import type { Grid, Vec3 } from '#volume/types.ts';
import { stopOpening } from './choose-scan.ts';
import { compared } from './compare.ts';
import { undo } from './edit/undo.ts';
import { loadModel } from './load-model.ts';
import { openFiles, openFrom } from './open-volume.ts';
import { nameSaves } from './save-results.ts';
import { segment } from './segment.ts';
import { takeFiles } from './take-files.ts';

const GRID = BALL_GRIDS['flipped and anisotropic'] as Grid;

function image(path: string, data: Int16Array | Uint8Array, grid = GRID) {
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data });
  return { path, content: new File([bytes], path) };
}

const scan = (path: string) => {
  const { data } = ballVolume(GRID);
  return image(path, data as Int16Array);
};
const maskFile = (path: string, axes: Vec3 = [28, 28, 28]) =>
  image(path, denseMask(bodyOn(GRID, BALL.centre, axes)));
const blank = (path: string) => image(path, new Uint8Array(GRID.size[0] * GRID.size[1] * GRID.size[2]));

let made: ReturnType<typeof fakeApp>;
const titles = () => foundObjects(made.state().findings).map(({ title }) => title);

beforeEach(async () => {
  made = fakeApp();
  await loadModel(made.app);
  await openFiles(made.app, [scan('case.nii')]);
});

describe('a mask of 0 and 1', () => {
  test.each([
    ['liver.nii', 'liver'],
    ['kidney_left.nii', 'left kidney'],
    ['case_liver.nii', 'liver'],
    ['case_left_kidney.nii', 'left kidney'],
    ['liver_mask.nii', 'liver'],
  ])('%s is called what its file is: %s', async (file, title) => {
    await takeFiles(made.app, [maskFile(file)]);
    expect(foundObjects(made.state().findings)).toMatchObject([{ title, fromFile: { name: title, file } }]);
  });

  test.each(['doe_jane_liver.nii', 'tumor_liver.nii', 'case_tumor_liver.nii', 'mask.nii', 'doe_jane.nii'])(
    '%s has a number: the rest of its name may tell of a patient, or that it is something else',
    async (file) => {
      await takeFiles(made.app, [maskFile(file)]);
      expect(titles()).toEqual(['Label 1']);
    },
  );

  test('the name that a person has chosen for files stands before the object’s too', async () => {
    nameSaves(made.app, 'study 9');
    await takeFiles(made.app, [maskFile('study 9_spleen.nii')]);
    expect(titles()).toEqual(['spleen']);
  });

  test('the scan’s own name stands before the object’s also where ours would shorten it', async () => {
    made = fakeApp();
    const long = 'x'.repeat(150);
    await loadModel(made.app);
    await openFiles(made.app, [scan(`${long}.nii`)]);
    await takeFiles(made.app, [
      maskFile(`${long}_spleen.nii`),
      maskFile(`${scanStem(`${long}.nii`)}_liver.nii`),
    ]);
    expect(titles().toSorted()).toEqual(['liver', 'spleen']);
  });

  test('is compared with its namesake, and without a name with nothing: its 1 is no number of a structure', async () => {
    await segment(made.app, 'liver, spleen');
    await takeFiles(made.app, [maskFile('spleen.nii')]);
    expect(compared(made.state())?.pairs.map(({ by, other }) => [by, other.title])).toEqual([
      ['name', 'spleen'],
    ]);
    made = fakeApp();
    await openFiles(made.app, [scan('case.nii')]);
    await segment(made.app, 'liver, spleen');
    const numbers = foundObjects(made.state().findings).map(({ labelId }) => labelId);
    expect(numbers).toContain(1);
    await takeFiles(made.app, [maskFile('of somebody.nii')]);
    expect(compared(made.state())).toMatchObject({ pairs: [], onlyReference: [{ title: 'Label 1' }] });
  });
});

describe('several masks at once', () => {
  test('are added to the open scan, empty ones left out', async () => {
    await takeFiles(made.app, [
      maskFile('liver.nii'),
      blank('spleen.nii'),
      maskFile('kidney_left.nii', [9, 9, 9]),
    ]);
    expect(titles()).toEqual(['liver', 'left kidney']);
    expect(made.state().volume).toMatchObject({ info: { name: 'case.nii' } });
    expect([made.state().isChoosing, made.state().found?.name]).toEqual([false, 'case.nii']);
    expect(made.state().notices).toEqual([]);
  });

  test('are one step to undo', async () => {
    await takeFiles(made.app, [maskFile('liver.nii'), maskFile('spleen.nii', [9, 9, 9])]);
    undo(made.app);
    expect(made.state()).toMatchObject({ findings: [], undoable: undefined });
  });

  test('with a scan among them are asked about', async () => {
    await takeFiles(made.app, [maskFile('liver.nii'), scan('other.nii')]);
    expect(titles()).toEqual([]);
    expect(made.state().isChoosing).toBe(true);
  });

  test('and nothing in any of them are asked about', async () => {
    await takeFiles(made.app, [blank('liver.nii'), blank('spleen.nii')]);
    expect(titles()).toEqual([]);
    expect(made.state().isChoosing).toBe(true);
  });

  test('are one result together, that a model’s is compared with, and each for itself', async () => {
    await segment(made.app, 'liver, spleen');
    await takeFiles(made.app, [maskFile('spleen.nii', [9, 9, 9]), maskFile('liver.nii')]);
    const now = compared(made.state());
    expect(now?.origins.map(({ kind, members }) => [kind, members.length])).toEqual([
      ['model', 2],
      ['file', 1],
      ['file', 1],
      ['masks', 2],
    ]);
    expect(now?.pairs.map(({ by, reference, other }) => [by, reference.title, other.title])).toEqual([
      ['name', 'spleen (2)', 'spleen'],
      ['name', 'liver (2)', 'liver'],
    ]);
  });

  test.each([
    ['of which two are of the same', ['liver.nii', 'case_liver.nii']],
    ['of which one has no name', ['liver.nii', 'doe_jane.nii']],
  ])('%s are two people’s perhaps, and no result together', async (_, names) => {
    await takeFiles(
      made.app,
      names.map((name) => maskFile(name)),
    );
    expect(compared(made.state())?.origins.map(({ kind }) => kind)).toEqual(['file', 'file']);
  });
});

test.each(Object.entries(BALL_GRIDS))(
  'masks lie where their files say on a grid that is %s',
  async (_, grid) => {
    made = fakeApp();
    await loadModel(made.app);
    await openFiles(made.app, [image('case.nii', ballVolume(grid).data as Int16Array, grid)]);
    const ball = (radius: number) => denseMask(bodyOn(grid, BALL.centre, [radius, radius, radius]));
    await takeFiles(made.app, [image('liver.nii', ball(28), grid), image('spleen.nii', ball(20), grid)]);
    const found = foundObjects(made.state().findings);
    expect(found.map(({ title }) => title)).toEqual(['liver', 'spleen']);
    for (const { measurement } of found) {
      expect(
        Math.hypot(...(measurement.centroid ?? [Number.NaN]).map((mm, n) => mm - (BALL.centre[n] ?? 0))),
      ).toBeLessThan(1);
    }
    expect(found.map(({ measurement }) => measurement.volumeMl / ((4 / 3) * Math.PI))).toEqual([
      expect.closeTo(2.8 ** 3, 0),
      expect.closeTo(2.0 ** 3, 0),
    ]);
  },
);

describe('a segmentation that is given while its scan is still opened', () => {
  const labels = () =>
    image(
      'labels.nii',
      denseMask(bodyOn(GRID, BALL.centre, [28, 28, 28])).map((v) => 6 * v),
    );

  test.each([
    ['a label map', labels],
    ['a mask', () => maskFile('liver.nii')],
  ])('%s is put onto it', async (_, file) => {
    made = fakeApp();
    await loadModel(made.app);
    await Promise.all([openFiles(made.app, [scan('case.nii')]), openFiles(made.app, [file()])]);
    expect(made.state().volume).toMatchObject({ info: { name: 'case.nii' } });
    expect(titles()).toHaveLength(1);
    expect(made.state().opening).toEqual({ at: 'idle' });
    expect(made.state().notices).toEqual([]);
  });

  test('and not onto the one that is open until then', async () => {
    await Promise.all([
      openFiles(made.app, [scan('next.nii')]),
      openFiles(made.app, [maskFile('liver.nii')]),
    ]);
    expect(made.state().volume).toMatchObject({ info: { name: 'next.nii' } });
    expect(titles()).toEqual(['liver']);
  });

  test('is put onto the latest of two, whenever the other was given up', async () => {
    made = fakeApp();
    const first = openFiles(made.app, [scan('first.nii')]);
    const never = new Promise<void>(() => {});
    let times = 0;
    const fetchFiles = async () => {
      times += 1;
      if (times === 1) await never;
      return [scan('latest.nii')];
    };
    openFrom(made.app, 'latest.nii', fetchFiles).catch(() => {});
    await first;
    await openFiles(made.app, [labels()]);
    expect(made.state().volume).toMatchObject({ info: { name: 'latest.nii' } });
    expect(titles()).toHaveLength(1);
  });

  test('is no reason to open anything again where another scan, or nothing, came of it', async () => {
    await Promise.all([openFiles(made.app, [scan('a.nii')]), openFiles(made.app, [scan('b.nii')])]);
    expect(made.state().volume).toMatchObject({ info: { name: 'b.nii' } });
    const list = vi.spyOn(made.app.reader, 'list');
    await openFiles(made.app, [maskFile('liver.nii')]);
    expect(list).toHaveBeenCalledTimes(1);
    expect(titles()).toEqual(['liver']);
    const [first, second] = [openFiles(made.app, [scan('c.nii')]), openFiles(made.app, [labels()])];
    stopOpening(made.app);
    await Promise.all([first, second]);
    expect(made.state().volume).toMatchObject({ info: { name: 'b.nii' } });
  });
});
