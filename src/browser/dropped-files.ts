/** A file, and its name after the folders that it lay in. */
export interface FoundFile {
  readonly path: string;
  readonly content: File;
}

export interface Dropped {
  readonly name: string;
  readonly files: readonly FoundFile[];
  /** Paths of files and folders that the browser did not give: a scan may lack slices for it. */
  readonly unreadable: readonly string[];
}

/** Everything that was dropped, in folders too, and what it is called. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  // Entries have to be asked for before the first wait: the list is empty after it.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const plain = chosenFiles([...transfer.files]);
  const name = entries[0]?.name ?? plain[0]?.path ?? '';
  if (!entries.some((entry) => entry?.isDirectory)) return { name, files: plain, unreadable: [] };
  const [files, unreadable]: [FoundFile[], string[]] = [[], []];
  for (const entry of entries) if (entry) await collect(entry, '', { files, unreadable });
  return { name, files, unreadable };
}

/** What a file input holds: single files, or a folder with all that is in it. */
export function chosenFiles(files: readonly File[]): readonly FoundFile[] {
  return files.map((content) => ({ path: content.webkitRelativePath || content.name, content }));
}

async function collect(
  entry: FileSystemEntry,
  folder: string,
  into: { readonly files: FoundFile[]; readonly unreadable: string[] },
): Promise<void> {
  const path = folder + entry.name;
  try {
    if (entry.isFile) into.files.push({ path, content: await fileOf(entry as FileSystemFileEntry) });
    else {
      const entries = await entriesOf(entry as FileSystemDirectoryEntry);
      for (const each of entries) await collect(each, `${path}/`, into);
    }
  } catch {
    into.unreadable.push(path);
  }
}

/** All that is in a folder. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // It hands them out in batches, the last of them empty.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
