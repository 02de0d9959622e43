import { AppError, toWire } from '#errors.ts';
import { say } from '#messages/say.ts';
import { inLanguage } from '#messages/structure-name.ts';
import { isEdited } from '#results/edit-tools.ts';
import { scanStem } from '#results/file-names.ts';
import { type FindingId, foundObjects } from '#results/finding.ts';
import { methodsFacts } from '#results/methods-facts.ts';
import { personalParts } from '#results/personal-name.ts';
import {
  type Content,
  filesOf,
  holdsOutlines,
  isOfObjects,
  SAVE_KINDS,
  type SaveFacts,
  type SaveKind,
} from '#results/saves.ts';
import { FilesZip } from '#results/zip-files.ts';
import type { State } from '#state/store.ts';
import type { App } from './app.ts';
import { comparisonFacts } from './compare.ts';
import { figureOf } from './draw-figure.ts';
import { leftOutNotices } from './said-parts.ts';
import { gatherSession } from './session/gather-session.ts';
import type { OpenScan } from './voxels.ts';

/** The picture of the views and the session are the page's own. */
export type PageSaveKind = SaveKind | 'figure' | 'session';

export const PAGE_SAVE_KINDS: readonly PageSaveKind[] = ['session', ...SAVE_KINDS, 'figure'];

export type SaveApp = Pick<
  App,
  | 'store'
  | 'voxels'
  | 'viewer'
  | 'save'
  | 'saveFromDisk'
  | 'makeFile'
  | 'drawFigure'
  | 'version'
  | 'engine'
  | 'archive'
  | 'sessions'
>;

/** More files than these go into a zip file, whether it was asked for or not: a browser asks about each. */
const MOST_SINGLE = 3;

/** What the names of files about the open scan begin with: what a person has said, else the scan's own name. */
export function saveStem({ store, voxels }: Pick<App, 'store' | 'voxels'>): string {
  const { saveName } = store.getState();
  const volume = voxels.scan()?.volume;
  return saveName && saveName.volume === volume?.id ? saveName.stem : scanStem(volume?.name ?? '');
}

/** Says what the names of files about the open scan begin with. */
export function nameSaves({ store, voxels }: Pick<App, 'store' | 'voxels'>, text: string): void {
  const volume = voxels.scan()?.volume.id;
  if (volume) store.getState().saveNamed({ volume, stem: scanStem(text.trim()) });
}

/** Whether the scan's own name would be in the names of files, seems to tell of a person, and nobody has looked at it yet. */
function wouldTell(app: Pick<App, 'store' | 'voxels'>): boolean {
  const isNamed = app.store.getState().saveName?.volume === app.voxels.scan()?.volume.id;
  return !isNamed && personalParts(saveStem(app)).length > 0;
}

/** Whether there is anything to save as this kind. */
export function canSave({ store, voxels }: Pick<App, 'store' | 'voxels'>, kind: PageSaveKind): boolean {
  const { findings, marks, graphics } = store.getState();
  const scan = voxels.scan();
  if (!scan) return false;
  // A picture is of what is drawn.
  if (kind === 'figure') return graphics !== 'none';
  if (kind === 'session') return findings.length > 0 || marks.length > 0;
  if (kind === 'comparison') return (comparisonFacts(store.getState())?.pairs.length ?? 0) > 0;
  const objects = foundObjects(findings).filter(({ id }) => voxels.mask(id));
  if (kind === 'dicom-seg') {
    return (
      scan.source?.writesSegmentation === true && objects.some(({ measurement }) => measurement.voxels > 0)
    );
  }
  return isOfObjects(kind) ? objects.length > 0 : findings.length > 0;
}

/**
 * Saves the open scan's results as each of `kinds`, one file by one, or all in one zip file where they are many or `isZipped`. `only`: one
 * object's. Before a name that seems to be a person's is given to a file, the dialog is opened, which says so.
 */
export async function saveResults(
  app: SaveApp,
  kinds: readonly PageSaveKind[],
  { only, isZipped = false }: { readonly only?: FindingId; readonly isZipped?: boolean } = {},
): Promise<void> {
  const { store, voxels } = app;
  const scan = voxels.scan();
  if (!scan) return;
  const { isSaving, savingOffered, saveCounted, noticeRaised } = store.getState();
  if (!isSaving && wouldTell(app)) return savingOffered(true);
  const { findings, marks } = store.getState();
  const stem = saveStem(app);
  // Whoever saves from the dialog has seen the name.
  if (isSaving) nameSaves(app, stem);
  const wanted = kinds.filter((kind) => canSave(app, kind));
  const planned = [
    ...filesOf(factsOf(app, scan, stem), wanted.filter(isSaveKind), only).map((file) => ({
      ...file,
      make: () => bytesOf(app, scan, file.content),
    })),
    ...ownFiles(app, wanted),
  ];
  const total = planned.length;
  if (total === 0) return;
  const zip = isZipped || total > MOST_SINGLE ? new FilesZip() : undefined;
  const put = (name: string, bytes: Uint8Array<ArrayBuffer>, type: string) =>
    zip ? zip.add(name, bytes) : app.save(name, bytes, type);
  try {
    saveCounted({ done: 0, total });
    for (const [n, { ending, type, make }] of planned.entries()) {
      put(`${stem}${ending}`, await make(), type);
      saveCounted({ done: n + 1, total });
    }
    if (zip) app.saveFromDisk(new File([...zip.end()], zipName(stem, wanted), { type: 'application/zip' }));
    if (only === undefined) noteSaved(app, wanted, { findings, marks });
  } catch (error) {
    noticeRaised(toWire(error));
  } finally {
    saveCounted(undefined);
  }
}

const isSaveKind = (kind: PageSaveKind): kind is SaveKind => kind !== 'figure' && kind !== 'session';

/** Figures and texts are enough of what a model draws again, and not of what a person has drawn; a picture is of nothing. Only a session has the marks. */
function noteSaved(
  { store }: SaveApp,
  kinds: readonly PageSaveKind[],
  { findings, marks }: Pick<State, 'findings' | 'marks'>,
): void {
  const isByHand = foundObjects(findings).some(({ isDrawn, edits }) => isDrawn || isEdited(edits));
  const enough = kinds.filter((kind) => (isByHand ? isKept(kind) : kind !== 'figure'));
  if (enough.length > 0) store.getState().findingsSaved(findings);
  if (kinds.includes('session')) store.getState().marksSaved(marks);
}

const isKept = (kind: PageSaveKind) => (isSaveKind(kind) ? holdsOutlines(kind) : kind === 'session');

/** Of the kinds that only the page makes. */
function ownFiles(app: SaveApp, kinds: readonly PageSaveKind[]) {
  const session = { ending: '.parse3d', type: 'application/octet-stream', make: () => sessionOf(app) };
  const figure = { ending: '_figure.png', type: 'image/png', make: () => figureOf(app) };
  return [...(kinds.includes('session') ? [session] : []), ...(kinds.includes('figure') ? [figure] : [])];
}

function zipName(stem: string, kinds: readonly PageSaveKind[]): string {
  const [kind] = kinds;
  return kinds.length === 1 && kind ? `${stem}_${kind.replace(/\W/g, '_')}.zip` : `${stem}_results.zip`;
}

/** A paragraph on how the results came about, for a paper. */
export function methodsText({ store, version }: Pick<App, 'store' | 'version'>): string {
  const { volume, findings } = store.getState();
  if (volume.at !== 'ready') return '';
  return say.methods(
    methodsFacts({ appVersion: version, at: new Date(), scan: volume.info, findings: inLanguage(findings) }),
  );
}

/** Puts that paragraph on the clipboard. Whether the browser took it. */
export async function copyMethods(app: Pick<App, 'store' | 'version' | 'copy'>): Promise<boolean> {
  try {
    await app.copy(methodsText(app));
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.name : String(error);
    app.store.getState().noticeRaised(toWire(new AppError('copy-refused', { reason })));
    return false;
  }
}

function factsOf(app: SaveApp, { header }: OpenScan, stem: string): SaveFacts {
  const { store, voxels, version } = app;
  const { volume, findings } = store.getState();
  if (volume.at !== 'ready') throw new AppError('internal', { where: 'results of no scan' });
  const { info } = volume;
  const notices = [...info.notices, ...leftOutNotices(store.getState())];
  const isOwnName = stem === scanStem(info.name);
  return {
    ...{ appVersion: version, findings, header, at: new Date(), maskOf: (id: FindingId) => voxels.mask(id) },
    // Under another name for its files, a scan's own stands in none of them.
    scan: { ...info, notices, name: isOwnName ? info.name : stem },
    methods: methodsText(app),
    comparison: comparisonFacts(store.getState()),
  };
}

/** @throws AppError where a stroke is under way, which ends with the button that is held. */
async function sessionOf(app: SaveApp): Promise<Uint8Array<ArrayBuffer>> {
  const session = await gatherSession(app);
  if (!session) throw new AppError('internal', { where: 'a session during a stroke' });
  return app.archive.toFile(session);
}

async function bytesOf(app: SaveApp, scan: OpenScan, content: Content): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  if (content.kind !== 'dicom-seg') return app.makeFile(content);
  const { source } = scan;
  if (!source) throw new AppError('internal', { where: 'a segmentation of no series' });
  return source.segmentation(content);
}
