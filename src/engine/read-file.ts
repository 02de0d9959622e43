import type { ReadFile } from './pack-files.ts';

const SCHEME = 'opfs:';

/** A file of a pack, from wherever its URL says that it is: this site, or the browser's private file system. */
export const packFile: ReadFile = (url, ...rest) =>
  (url.startsWith(SCHEME) ? privateFile : fetchFile)(url, ...rest);

/** A file in the browser's private file system, at opfs:/folder/file; it stays on disk until somebody reads it. */
const privateFile: ReadFile = async (url, onBytes, signal) => {
  const path = decodeURI(new URL(url).pathname).split('/').filter(Boolean);
  const name = path.pop() ?? '';
  let folder = await navigator.storage.getDirectory();
  for (const part of path) folder = await folder.getDirectoryHandle(part);
  const file = await (await folder.getFileHandle(name)).getFile();
  signal?.throwIfAborted();
  onBytes(file.size);
  return file;
};

/** A file over HTTP, in memory once: its length is known from the manifest, whatever the server says of a compressed one. */
const fetchFile: ReadFile = async (url, onBytes, signal, bytes = 0) => {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) throw new Error(`HTTP ${response.status} ${response.statusText}`.trim());
  if (!response.body) return new Uint8Array(await response.arrayBuffer());
  let whole = new Uint8Array(bytes);
  let length = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const end = length + next.value.length;
    if (end > whole.length) {
      const longer = new Uint8Array(Math.max(end, 2 * whole.length));
      longer.set(whole.subarray(0, length));
      whole = longer;
    }
    whole.set(next.value, length);
    length = end;
    onBytes(length);
  }
  return length === whole.length ? whole : whole.slice(0, length);
};
