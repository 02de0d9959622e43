import { AppError } from '#errors.ts';
import type { App } from './app.ts';
import { openFrom } from './open-volume.ts';

/** Opens the procedural phantom that is served beside the page. */
export function openSample(app: App): Promise<void> {
  return openServed(app, app.sampleUrl);
}

/** Opens a scan that is served beside the page. */
export function openServed(app: App, address: string): Promise<void> {
  const { pathname } = new URL(address);
  const name = decoded(pathname.slice(pathname.lastIndexOf('/') + 1));
  return openFrom(app, name, async (signal) => [
    { path: name, content: await download(address, name, signal) },
  ]);
}

async function download(address: string, name: string, signal: AbortSignal): Promise<File> {
  const response = await fetch(address, { signal });
  // A host that answers unknown paths with its start page sends HTML with status 200.
  const isPage = response.headers.get('content-type')?.includes('text/html');
  if (!response.ok || isPage) throw new AppError('sample-missing', { name });
  return new File([await response.blob()], name);
}

/** An address may hold what no name can be read from, as in 100%.nii. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
