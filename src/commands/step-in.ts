import { AppError, type ErrorCode, toWire, type WireError } from '#errors.ts';
import type { App } from './app.ts';

/** What is wrong with the files of a pack, not with the computer. */
const DAMAGE: ReadonlySet<ErrorCode> = new Set(['pack-unreachable', 'weights-corrupt', 'pack-invalid']);

/**
 * Where a stored pack cannot be loaded because its files are gone or changed, lets the embedded one be chosen in its place,
 * also after a reload, and says so. Whether that was the case; it has yet to be loaded then.
 */
export function stepIn(
  { store, remembered, embeddedUrl }: Pick<App, 'store' | 'remembered' | 'embeddedUrl'>,
  { code, details }: WireError,
): boolean {
  const { manifestUrl, homeUrl, packChosen, noticeRaised } = store.getState();
  // One that only helps out leaves it to the chosen one (lend-pack.ts).
  if (manifestUrl !== homeUrl || !manifestUrl.startsWith('opfs:') || !DAMAGE.has(code)) return false;
  remembered.write(undefined);
  remembered.loading(false);
  packChosen(embeddedUrl);
  const pack = manifestUrl.split('/').at(-2) ?? manifestUrl;
  const file = 'file' in details ? details.file : 'manifest.json';
  noticeRaised(toWire(new AppError('pack-damaged', { pack, file, instead: 'Mini' })));
  return true;
}
