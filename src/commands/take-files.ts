import type { Dropped } from '#browser/dropped-files.ts';
import { AppError, toWire } from '#errors.ts';
import type { GivenFile } from '#formats/scan-reader.ts';
import type { PackFolder } from '#packs/pack-store.ts';
import type { App } from './app.ts';
import { CHECKPOINT, openManager, pickCheckpoint } from './manage-models.ts';
import { openFiles } from './open-volume.ts';
import { isSessionFile, openSession } from './session/open-session.ts';

/** What was dropped, and a notice of what the browser did not give: a scan may lack slices for it. */
export async function takeDropped(app: App, { files, name, unreadable }: Dropped): Promise<void> {
  // First, for an opening takes the notices of the scan before away.
  await takeFiles(app, files, name);
  const [path, ...others] = unreadable;
  if (path === undefined) return;
  const reason = others.length > 0 ? `and ${others.length} more` : 'the browser gave no access to it';
  app.store
    .getState()
    .noticeRaised(toWire(new AppError('file-unreadable', { name: path, reason })), 'opening');
}

/** What is dropped on the page: a session is put onto its scan, a model goes to where models are added, all else is read as a scan. */
export async function takeFiles(app: App, given: readonly GivenFile[], name?: string): Promise<void> {
  const { session, files } = await withoutSession(given);
  // First, for a scan that was given with it is the one that it waits for.
  if (session) await openSession(app, session.content);
  if (session && files.length === 0) return;
  const model = modelIn(files, name) ?? (await modelInZip(app, files));
  if (!model) return openFiles(app, files, name);
  await Promise.all([openManager(app), pickCheckpoint(app, model)]);
}

/** Sessions are known by their content. Of a folder of many files only those are looked at that are called so. */
async function withoutSession(given: readonly GivenFile[]) {
  const likely = given.filter(({ path }) => given.length <= 4 || /\.parse3d$/i.test(path));
  for (const session of likely) {
    if (await isSessionFile(session.content))
      return { session, files: given.filter((each) => each !== session) };
  }
  return { session: undefined, files: given };
}

const PLANS = /(^|\/)plans\.json$/;

/** A checkpoint, or the files of an nnU-Net, by their names. */
function modelIn(files: readonly GivenFile[], name: string | undefined): PackFolder | undefined {
  const checkpoint = files.find(({ path }) => CHECKPOINT.test(path));
  if (!checkpoint) return undefined;
  const isWhole = files.some(({ path }) => PLANS.test(path));
  return isWhole ? folderOf(name ?? checkpoint.path, files) : folderOf(checkpoint.content.name, [checkpoint]);
}

/** An archive has to be looked into, for scans come in such ones too. What cannot be is left to whom reads scans. */
async function modelInZip({ packs }: App, files: readonly GivenFile[]): Promise<PackFolder | undefined> {
  const [only] = files;
  if (!only || files.length > 1 || !/\.zip$/i.test(only.path)) return undefined;
  const given = folderOf(only.content.name, [only]);
  const isModel = await packs.inspect(given).then(
    ({ kind }) => kind === 'nnunet',
    (error: unknown) => error instanceof AppError && error.code.startsWith('nnunet-'),
  );
  return isModel ? given : undefined;
}

function folderOf(name: string, files: readonly GivenFile[]): PackFolder {
  return { name, files: new Map(files.map(({ path, content }) => [path, content])) };
}
