import type { App } from '#commands/app.ts';
import { arrange, showBody } from '#commands/choose-view.ts';
import { countAhead } from '#commands/count-ahead.ts';
import { drawMasks } from '#commands/draw-masks.ts';
import { stateBodyPart } from '#commands/said-parts.ts';
import { selectFinding } from '#commands/select-finding.ts';
import { showScan } from '#commands/show-scan.ts';
import type { MaskParts, OpenScan } from '#commands/voxels.ts';
import type { OpenedScan } from '#formats/reader.ts';
import { restate } from '#formats/restate.ts';
import type { FindingId } from '#results/finding.ts';
import { type PackedBox, type PackedMask, type Session, scanKey, voxelsOf } from '#results/session.ts';
import { turnedScan } from '#results/stated-scan.ts';
import { boxSize } from '#volume/boxes.ts';
import { NO_EDITS } from '#volume/edit/edits.ts';
import { FLIPS } from '#volume/turn.ts';
import type { Grid, Mask } from '#volume/types.ts';
import { putAsked, putComparison } from './session-choices.ts';

/** Whether a session is of the scan that is open. */
export function fitsOpenScan({ voxels }: Pick<App, 'voxels'>, { scan }: Session): boolean {
  const open = voxels.scan();
  return open !== undefined && scanKey(open.volume.id) === scan.id;
}

interface Unpacked {
  readonly id: FindingId;
  readonly base: Omit<Mask, 'grid'>;
  readonly edits: MaskParts['edits'];
}

/** A scan that is to be shown. */
export type Onto = Pick<OpenScan, 'opened' | 'source'>;

/**
 * Puts a session onto the open scan, or shows the scan `onto` with it, which it is of, in place of all that was found and measured on it: findings, masks, marks and how it
 * was looked at are as they were. What was done before cannot be undone. Whether it was done: another scan may have been opened meanwhile.
 * @throws AppError 'session-damaged', which leaves everything as it was.
 */
export async function applySession(app: App, session: Session, onto?: Onto): Promise<boolean> {
  const masks: Unpacked[] = [];
  for (const mask of session.masks) masks.push(await unpackMask(app, mask));
  const scan = onto ?? app.voxels.scan();
  if (!scan || scanKey(scan.opened.volume.id) !== session.scan.id) return false;
  const stated = statedScan(scan.opened, session);
  // A scan that was turned has no way back to its files' own axes.
  showScan(app, stated, stated.facts.turned?.length ? undefined : scan.source);
  const { id, grid } = stated.volume;
  if (!session.scan.modalityIsGuess) app.store.getState().modalityStated(session.scan.modality);
  if (session.scan.bodyPart) stateBodyPart(app, session.scan.bodyPart);
  putFindings(app, session, masks, grid);
  for (const mark of session.marks) app.store.getState().markAdded({ ...mark, volumeId: id });
  await countAhead(app);
  if (app.voxels.scan()?.volume.id !== id) return false;
  drawMasks(app);
  putLook(app, session);
  putAsked(app, session, grid);
  putComparison(app, session);
  return true;
}

/** The scan as what the session says that it is, turned as it was there. */
function statedScan(opened: OpenedScan, { scan }: Session): OpenedScan {
  const isAsOpened = scan.modalityIsGuess && scan.modality === opened.volume.modality;
  const stated = isAsOpened ? opened : restate(opened, scan.modality);
  const { turned: now = [] } = stated.facts;
  const flips = FLIPS.filter((flip) => now.includes(flip) !== scan.turned.includes(flip));
  return flips.length > 0 ? turnedScan(stated, flips) : stated;
}

function putFindings(
  app: App,
  { findings, masks: packed }: Session,
  masks: readonly Unpacked[],
  grid: Grid,
): void {
  const { store, voxels } = app;
  const volumeId = voxels.scan()?.volume.id;
  if (!volumeId) return;
  findings.forEach((finding, n) => {
    store.getState().findingPlaced({ ...finding, volumeId }, n);
  });
  for (const { id, base, edits } of masks) voxels.keepParts(id, { base: { ...base, grid }, edits });
  for (const finding of findings) {
    const whole = packed.find((mask) => mask.finding === finding.id)?.whole;
    if (finding.kind === 'found' && whole) voxels.wholes.set(finding.answer, whole);
  }
}

function putLook(app: App, { look }: Session): void {
  const { store, viewer } = app;
  const { windowChosen, shownChosen, listOrdered, listGrouped, groupOpened, tableShown, clipChosen } =
    store.getState();
  const { window, arrangement, shown, body, clip, crosshair, list, selected } = look;
  if (window) {
    viewer.setWindow(window.low, window.high);
    windowChosen({ ...window, preset: window.preset });
  }
  const mosaic = { plane: arrangement.mosaic.plane, step: arrangement.mosaic.step };
  arrange(app, { ...arrangement, mosaic, before: undefined });
  shownChosen(shown);
  showBody(app, body);
  viewer.setClip(clip);
  clipChosen(clip);
  listOrdered(list.order);
  listGrouped(list.isGrouped);
  for (const name of list.openGroups) groupOpened(name, true);
  tableShown(list.isTableShown);
  const isThere = store.getState().findings.some(({ id }) => id === selected);
  selectFinding(app, isThere ? (selected as FindingId) : undefined);
  // Last, for an object that is selected draws the crosshair to itself.
  if (crosshair) viewer.lookAt(crosshair);
}

async function unpackMask(app: Pick<App, 'archive' | 'sessions'>, mask: PackedMask): Promise<Unpacked> {
  const { finding, level, base, edits } = mask;
  return {
    id: finding,
    base: { box: base.box, data: await unpackBox(app, base), level },
    edits: edits ? { box: edits.box, data: await unpackBox(app, edits), slices: edits.slices } : NO_EDITS,
  };
}

async function unpackBox(
  { archive, sessions }: Pick<App, 'archive' | 'sessions'>,
  { box, packed }: PackedBox,
): Promise<Uint8Array> {
  const data =
    sessions.unpacked.get(packed)?.deref() ?? (await archive.unpack(packed, voxelsOf(boxSize(box))));
  sessions.packed.set(data, packed);
  sessions.unpacked.set(packed, new WeakRef(data));
  return data;
}
