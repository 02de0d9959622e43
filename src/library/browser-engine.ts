import { WorkerEngine } from '#engine/worker-engine.ts';
import { AppError } from '#errors.ts';
import { WorkerScanReader } from '#formats/worker-scan-reader.ts';
import { filesInWorker } from '#results/files-in-worker.ts';
import type * as Api from './api.ts';
import { openEngine } from './engine-face.ts';
import { messagesOf, placesOf } from './engine-packs.ts';
import { isNamed, partsOf } from './scan-source.ts';
import { told } from './told.ts';
import { startEngineWorker, startFileWorker, startReader, Workers } from './workers.ts';

/** Of parse3d; put in by the build. */
declare const APP_VERSION: string;

/** An engine whose work is done in workers. `here`: the folder that the library is served from. */
export function browserEngine(options: Api.EngineOptions, here: URL): Promise<Api.Engine> {
  return told(async () => {
    const { pack, backend = '', language } = options;
    const messages = await messagesOf(language);
    // No browser starts a worker of another origin.
    if (here.origin !== location.origin) throw new AppError('link-elsewhere', { address: here.href });
    const readers = new Workers();
    const reader = new WorkerScanReader(() => readers.add(startReader()));
    const list = async (source: Api.ScanSource, { signal: stop }: Api.CallOptions) => {
      const files = await Promise.all(partsOf(source).map((part) => fileOf(part, stop)));
      if (files.length === 0) throw new AppError('nothing-to-open', { name: String(source) });
      const given = files.map((file) => ({ path: file.name, content: file }));
      return reader.list(given, { ...(stop && { signal: stop }) });
    };
    const parts = {
      ...{ version: APP_VERSION, list, makeFile: filesInWorker(startFileWorker) },
      start: () => new WorkerEngine(() => startEngineWorker(backend)),
      end: () => readers.end(),
    };
    const open = async () => {
      const addresses = placesOf(pack).map((each) => manifestOf(each, here));
      return openEngine(parts, addresses, options, messages);
    };
    return told(open, options.signal, messages);
  }, options.signal);
}

function manifestOf(pack: string | URL, here: URL): string {
  if (pack === 'mini') return new URL('models/mini/manifest.json', here).href;
  const url = ownAddress(pack);
  if (url.pathname.endsWith('.json')) return url.href;
  url.pathname = `${url.pathname.replace(/\/$/, '')}/manifest.json`;
  return url.href;
}

/** @throws AppError 'link-elsewhere': nothing is asked of another origin. */
function ownAddress(place: string | URL): URL {
  const isAddress = URL.canParse(place, document.baseURI);
  const url = isAddress ? new URL(place, document.baseURI) : undefined;
  if (url && url.origin === location.origin) return url;
  throw new AppError('link-elsewhere', { address: String(place) });
}

/** What a file at `url` is called; an address may hold what no name can be read from, as in 100%.nii. */
function nameAt({ pathname }: URL): string {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

async function fileOf(part: string | URL | Api.NamedBytes, signal: AbortSignal | undefined): Promise<File> {
  if (isNamed(part)) return new File([part.bytes], part.name);
  const url = ownAddress(part);
  const name = nameAt(url);
  try {
    // A server of ours may not send the request on to another either.
    const response = await fetch(url, { mode: 'same-origin', ...(signal && { signal }) });
    if (!response.ok) throw new Error(`HTTP ${response.status} ${response.statusText}`.trim());
    return new File([await response.blob()], name);
  } catch (cause) {
    signal?.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('file-unreadable', { name, reason }, { cause });
  }
}
