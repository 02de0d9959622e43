import { entriesOf, fileOf } from './dropped-files.ts';
import { ResultsFolder } from './results-folder.ts';

/** What Chromium has and the type library does not know yet. */
interface FolderPicker {
  showDirectoryPicker?(options: {
    id: string;
    mode: 'read' | 'readwrite';
  }): Promise<FileSystemDirectoryHandle>;
}

/** A folder's own files, by name. */
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
  for await (const entry of handle.values()) {
    if (entry.kind === 'file') files.set(entry.name, await (entry as FileSystemFileHandle).getFile());
  }
  return { name: handle.name, files };
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
  const own = paths.filter(({ parts }) => parts.length === 2);
  return { name: first.parts[0] ?? '', files: new Map(own.map(({ file }) => [file.name, file])) };
}

/** A folder that was dropped; undefined for anything else. */
export async function openDroppedFolder(transfer: DataTransfer): Promise<OpenedFolder | undefined> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const entry = entries.find((each) => each?.isDirectory) as FileSystemDirectoryEntry | undefined;
  if (!entry) return undefined;
  const files = new Map<string, File>();
  for (const each of await entriesOf(entry)) {
    if (each.isFile) files.set(each.name, await fileOf(each as FileSystemFileEntry));
  }
  return { name: entry.name, files };
}
