import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type GivenFile, givenFiles } from '#cli/given-files.ts';
import { gzipMask } from '#cli/gzip.ts';
import { cpuRuntime, readDisk } from '#cli/node-runtime.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import { AppError } from '#errors.ts';
import { listScans, openListed } from '#formats/list-scans.ts';
import { blobFile, type ScanFile } from '#formats/scan-file.ts';
import { entriesOf, scanAt, segmentationEntries } from '#formats/scan-reader.ts';
import { makeFile } from '#results/made-file.ts';
import type * as Api from './api.ts';
import { type Listed, openEngine } from './engine-face.ts';
import { messagesOf, placesOf } from './engine-packs.ts';
import { isNamed, partsOf } from './scan-source.ts';
import { misuse, told } from './told.ts';

/** Of parse3d; put in by the build. */
declare const APP_VERSION: string;

/** Where the package lies. */
const HERE = new URL(/* @vite-ignore */ './', import.meta.url);

export const createEngine: Api.CreateEngine = (options = {}) =>
  told(async () => {
    const { pack, threads, language } = options;
    if (threads !== undefined && !(Number.isInteger(threads) && threads >= 0))
      throw misuse(`threads is a whole number, not ${threads}`);
    const parts = {
      start: () => new LocalEngine({ runtime: cpuRuntime(threads), readFile: readDisk }),
      version: APP_VERSION,
      list: listFrom,
      makeFile: (file: Parameters<typeof makeFile>[0]) => makeFile(file, gzipMask),
      end: () => {},
    };
    const messages = await messagesOf(language);
    const open = () => openEngine(parts, placesOf(pack).map(manifestOf), options, messages);
    return told(open, options.signal, messages);
  }, options.signal);

export { Parse3dError } from './api.ts';

function manifestOf(pack: string | URL): string {
  if (pack === 'mini') return new URL('models/mini/manifest.json', HERE).href;
  const path = pathOf(pack);
  return pathToFileURL(path.endsWith('.json') ? path : resolve(path, 'manifest.json')).href;
}

function pathOf(place: string | URL): string {
  const text = String(place);
  if (text.startsWith('file:')) return fileURLToPath(text);
  if (typeof place === 'string' && !/^\w+:\/\//.test(text)) return resolve(text);
  throw misuse(`In Node a place is a path or a file: URL, not ${text}`);
}

async function listFrom(source: Api.ScanSource, { signal }: Api.CallOptions): Promise<Listed> {
  const files = partsOf(source).flatMap((part): readonly (ScanFile | GivenFile)[] =>
    isNamed(part) ? [blobFile(part.name, new Blob([part.bytes]))] : givenFiles([pathOf(part)]),
  );
  if (files.length === 0) throw new AppError('nothing-to-open', { name: String(source) });
  const listing = await listScans(files, { ...(signal && { signal }) });
  return {
    scans: entriesOf(listing),
    segmentations: segmentationEntries(listing),
    open: (n, more = {}) => openListed(scanAt(listing, n), more),
    close: () => {},
  };
}
