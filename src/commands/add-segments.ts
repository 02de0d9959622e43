import { AppError } from '#errors.ts';
import type { ScanList, SegmentsAt } from '#formats/scan-reader.ts';
import { MOST_OBJECTS } from '#formats/segment-limits.ts';
import { type FileSegment, isPlainMask, type PlacedSegmentation } from '#formats/segmentation.ts';
import { say } from '#messages/say.ts';
import { nameOfStructure } from '#prompt/name-keys.ts';
import { besideStem, stemsOf } from '#results/file-names.ts';
import { fileObject } from '#results/file-object.ts';
import { type FindingId, foundObjects } from '#results/finding.ts';
import { turned } from '#volume/turn.ts';
import type { Measurement } from '#volume/types.ts';
import type { App } from './app.ts';
import { vocabulariesOf, vocabularyOf } from './compare.ts';
import { drawMasks } from './draw-masks.ts';
import { remember } from './edit/remember.ts';
import { readLabelLists } from './name-labels.ts';
import { saveStem } from './save-results.ts';

type AddApp = Pick<App, 'store' | 'viewer' | 'voxels' | 'history' | 'editor' | 'recipeUrl'>;

/** What one place of a list has held. */
interface Given {
  readonly placed: PlacedSegmentation;
  readonly measured: readonly Measured[];
}

interface Measured {
  readonly id: FindingId;
  readonly segment: FileSegment;
  readonly measurement: Measurement;
}

/**
 * Adds the objects at `at`, one or several places of `list`, to the open scan, as one step to undo: all of them, or none.
 *
 * @throws AppError 'segmentation-many' where the list would be too long, and what the reader refuses; `signal.reason`.
 */
export async function addSegments(
  app: AddApp,
  list: ScanList,
  at: SegmentsAt | readonly SegmentsAt[],
  signal: AbortSignal,
): Promise<void> {
  const { store, voxels } = app;
  const scan = voxels.scan();
  const { volume } = store.getState();
  if (!scan || volume.at !== 'ready') throw new Error('There is no scan to add objects to.');
  // Files lie on the grid of the scan's own file, whichever ends of it a person has exchanged.
  const grid = turned(scan.volume.grid, volume.info.turned ?? []);
  let count = foundObjects(store.getState().findings).length;
  const given: Given[] = [];
  for (const each of [at].flat()) {
    const placed = await named(app, await list.segments(each, grid, { signal }));
    signal.throwIfAborted();
    count += placed.segments.length;
    if (count > MOST_OBJECTS) {
      throw new AppError('segmentation-many', { name: placed.name, count, most: MOST_OBJECTS });
    }
    given.push({ placed, measured: await measureAll(app, scan.volume, placed.segments, signal) });
  }
  // Another scan was opened meanwhile.
  if (voxels.scan() !== scan) return;
  place(app, given);
  for (const notice of given.flatMap(({ placed }) => placed.notices)) {
    store.getState().noticeRaised(notice, 'scan');
  }
}

/** A mask of one object is called what its file is, where that is a structure that some model knows: the name may hold a patient's else. */
async function named(app: AddApp, placed: PlacedSegmentation): Promise<PlacedSegmentation> {
  const [only] = placed.segments;
  if (!only || !isPlainMask(placed.segments)) return placed;
  await readLabelLists(app);
  const { weights } = app.store.getState();
  const published = weights.at === 'read' ? weights.models : [];
  const lists = [...vocabulariesOf(app.store.getState()), ...published.map(vocabularyOf)];
  const stems = [saveStem(app), ...stemsOf(app.voxels.scan()?.volume.name ?? '')];
  const name = nameOfStructure(besideStem(placed.name, stems), lists);
  return name === undefined ? placed : { ...placed, segments: [{ ...only, name }] };
}

async function measureAll(
  { editor, store }: AddApp,
  scan: Parameters<AddApp['editor']['open']>[0] & object,
  segments: readonly FileSegment[],
  signal: AbortSignal,
): Promise<readonly Measured[]> {
  await editor.open(scan);
  const measured: Measured[] = [];
  for (const { mask, ...segment } of segments) {
    const own = { ...mask, grid: scan.grid };
    const measurement = await editor.measure(own);
    signal.throwIfAborted();
    measured.push({ id: crypto.randomUUID() as FindingId, segment: { ...segment, mask: own }, measurement });
    store.getState().readingCounted(measured.length, segments.length);
  }
  return measured;
}

function place(app: AddApp, given: readonly Given[]): void {
  const { store, voxels } = app;
  const scan = voxels.scan()?.volume;
  if (!scan) return;
  const [only, ...others] = given;
  const title = others.length === 0 ? only?.placed.name : undefined;
  const ids = given.flatMap(({ measured }) => measured.map(({ id }) => id));
  remember(app, { kind: 'from-file', title }, ids, () => {
    for (const { placed, measured } of given) {
      for (const { id, segment, measurement } of measured) {
        const { findings, findingPlaced } = store.getState();
        const { label, name } = segment;
        const origin = { file: placed.name, label, name, fit: placed.fit };
        const title = name ?? say.segmentations.label(label);
        voxels.keepMask(id, segment.mask);
        findingPlaced(
          fileObject({ id, title, segment, origin, measurement }, scan, findings),
          findings.length,
        );
      }
    }
    drawMasks(app);
  });
}
