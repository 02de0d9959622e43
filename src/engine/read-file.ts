import { download } from './download.ts';
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

const fetchFile: ReadFile = (url, onBytes, signal, bytes = 0) => download(url, onBytes, signal, bytes);
