import { ResultsFolder } from './results-folder.ts';

/** What Chromium has and the type library does not know yet. */
interface FolderPicker {
  showDirectoryPicker?(options: {
    id: string;
    mode: 'read' | 'readwrite';
  }): Promise<FileSystemDirectoryHandle>;
}

/** A folder's files by name; those in folders within it by their path. */
export interface OpenedFolder {
  readonly name: string;
  readonly files: ReadonlyMap<string, File>;
}

/** Whether this browser lets a page write into a folder of the user's. */
export const canWriteFolders = () => 'showDirectoryPicker' in window;

/** The folder that the user chooses for the results of several scans; undefined where they choose none. */
export async function askForResults(): Promise<ResultsFolder | undefined> {
  const handle = await pick('readwrite', 'parse3d-results');
  return handle && new ResultsFolder(handle);
}

/** The folder that the user chooses to write into; undefined where they choose none. */
export function askForTarget(): Promise<FileSystemDirectoryHandle | undefined> {
  return pick('readwrite');
}

/** The folder that the user chooses to read; undefined where they choose none. */
export async function askForFolder(): Promise<OpenedFolder | undefined> {
  if (!canWriteFolders()) return askWithInput();
  const handle = await pick('read');
  return handle && openFolder(handle);
}

/** More than any model has: somebody chose the folder around all folders. */
const MOST_FILES = 20_000;

/** The browser remembers where it was last, for each `id`. */
async function pick(
  mode: 'read' | 'readwrite',
  id = 'parse3d-packs',
): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (window as FolderPicker).showDirectoryPicker?.({ id, mode });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

async function openFolder(handle: FileSystemDirectoryHandle): Promise<OpenedFolder> {
  const files = new Map<string, File>();
  await openInto(files, handle, '');
  return { name: handle.name, files };
}

async function openInto(
  files: Map<string, File>,
  handle: FileSystemDirectoryHandle,
  path: string,
): Promise<void> {
  for await (const entry of handle.values()) {
    if (files.size >= MOST_FILES) return;
    if (entry.kind === 'directory')
      await openInto(files, entry as FileSystemDirectoryHandle, `${path}${entry.name}/`);
    else files.set(path + entry.name, await (entry as FileSystemFileHandle).getFile());
  }
}

function askWithInput(): Promise<OpenedFolder | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(folderOf([...(input.files ?? [])])), { once: true });
    input.addEventListener('cancel', () => resolve(undefined), { once: true });
    input.click();
  });
}

function folderOf(chosen: readonly File[]): OpenedFolder | undefined {
  const paths = chosen.map((file) => ({ file, parts: file.webkitRelativePath.split('/') }));
  const [first] = paths;
  if (!first) return undefined;
  const files = new Map(paths.map(({ file, parts }) => [parts.slice(1).join('/'), file]));
  return { name: first.parts[0] ?? '', files };
}
