import type { App } from '#commands/app.ts';
import type { MaskParts } from '#commands/voxels.ts';
import { type FindingId, type FoundObject, foundObjects } from '#results/finding.ts';
import { type PackedBox, type PackedMask, type Session, scanKey } from '#results/session.ts';
import type { State } from '#state/store.ts';
import type { VoxelBox } from '#volume/types.ts';
import { askedOf, comparisonOf } from './session-choices.ts';

export type GatherApp = Pick<App, 'store' | 'voxels' | 'engine' | 'archive' | 'sessions' | 'version'>;

/** Below the lowest threshold that the page lets anybody choose. */
const LOWEST = 0.04;

/**
 * Everything about the open scan but the scan, as it is at this moment, whatever is done while it is packed; undefined where no scan is
 * open or a stroke is under way, whose mask is still changing. `asksEngine`: for probabilities that are not at hand yet.
 */
export async function gatherSession(
  app: GatherApp,
  { asksEngine = true }: { readonly asksEngine?: boolean } = {},
): Promise<Session | undefined> {
  const { store, voxels, version } = app;
  const scan = voxels.scan();
  const state = store.getState();
  if (!scan || voxels.inHand || state.volume.at !== 'ready') return undefined;
  const { id, grid, spacingMm, modality, modalityIsGuess, turned = [], bodyPart } = state.volume.info;
  const { findings, marks } = state;
  const drawn = foundObjects(findings).flatMap((object) => {
    const parts = voxels.parts(object.id);
    return parts ? [{ object, parts }] : [];
  });
  const masks: PackedMask[] = [];
  for (const { object, parts } of drawn) masks.push(await packMask(app, object, parts, asksEngine));
  const [i, j, k] = grid.size;
  const isSaid = bodyPart?.from === 'person';
  const kept = {
    ...{ modality, modalityIsGuess, turned: [...turned] },
    ...(isSaid && { bodyPart: [...bodyPart.parts] }),
  };
  return {
    ...{ savedAt: new Date().toISOString(), appVersion: version },
    scan: { id: scanKey(id), size: [i, j, k], spacingMm: [...spacingMm], ...kept },
    ...{ findings, masks, marks, look: lookOf(state), asked: askedOf(state) },
    ...comparisonOf(state),
  };
}

/** What is kept of how the scan is looked at. */
function lookOf(state: State): Session['look'] {
  const { window, layout, large, largeShare, split, mosaic, shown, body, clip, crosshair, selected } = state;
  const { listOrder, isGrouped, openGroups, isTableShown } = state;
  return {
    ...(window && { window: { low: window.low, high: window.high, preset: window.preset } }),
    arrangement: { layout, large, largeShare, split: [...split], mosaic: { ...mosaic } },
    ...{ shown: { ...shown }, body },
    ...(clip && { clip: { ...clip } }),
    ...(crosshair && { crosshair: [crosshair.at[0], crosshair.at[1], crosshair.at[2]] }),
    list: { order: listOrder, isGrouped, openGroups: [...openGroups], isTableShown },
    ...(selected && { selected }),
  };
}

async function packMask(
  app: GatherApp,
  object: FoundObject,
  { base, edits }: MaskParts,
  asksEngine: boolean,
): Promise<PackedMask> {
  const whole = asksEngine ? await wholeOf(app, object) : app.voxels.wholes.get(object.answer);
  const handwork = edits.data.length > 0 ? await packBox(app, edits) : undefined;
  const [i, j, k] = edits.slices;
  return {
    ...{ finding: object.id as FindingId, level: base.level, base: await packBox(app, base) },
    ...(handwork && { edits: { ...handwork, slices: [[...i], [...j], [...k]] as const } }),
    ...(whole && { whole }),
  };
}

async function packBox(
  { archive, sessions }: GatherApp,
  { box, data }: { readonly box: VoxelBox; readonly data: Uint8Array },
): Promise<PackedBox> {
  const packed = sessions.packed.get(data) ?? (await archive.pack(data));
  sessions.packed.set(data, packed);
  sessions.unpacked.set(packed, new WeakRef(data));
  return { box, packed };
}

/** Keeps the probabilities behind all objects on the page, before the engine lets go of them for another pack. */
export async function keepWholes(app: GatherApp): Promise<void> {
  for (const object of foundObjects(app.store.getState().findings)) await wholeOf(app, object);
}

/**
 * All probabilities behind an object, so that its threshold and pieces can be chosen when the engine has let go of them: as they were
 * kept before, else from the engine while it has them. Without them the object is as it is, and can be asked for again.
 */
export async function wholeOf(
  app: GatherApp,
  { answer, threshold, isDrawn }: FoundObject,
): Promise<PackedMask['whole']> {
  if (isDrawn) return undefined;
  const { engine, voxels } = app;
  const known = voxels.wholes.get(answer);
  if (known) return known;
  const scan = voxels.scan();
  const from = Math.min(LOWEST, threshold);
  // A worker that was lost has lost them too.
  const shape = await engine.rejudge(answer, { threshold: from, components: 'all' }).catch(() => undefined);
  if (!shape) return undefined;
  const whole = { ...(await packBox(app, shape.mask)), from };
  if (voxels.scan() === scan) voxels.wholes.set(answer, whole);
  return whole;
}
