/** A file, and its name after the folders that it lay in. */
export interface FoundFile {
  readonly path: string;
  readonly content: File;
}

/** Everything that was dropped, in folders too, and what it is called. What cannot be entered or read is left out. */
export async function droppedFiles(
  transfer: DataTransfer,
): Promise<{ readonly name: string; readonly files: readonly FoundFile[] }> {
  // Entries have to be asked for before the first wait: the list is empty after it.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const plain = chosenFiles([...transfer.files]);
  const name = entries[0]?.name ?? plain[0]?.path ?? '';
  if (!entries.some((entry) => entry?.isDirectory)) return { name, files: plain };
  const found: FoundFile[] = [];
  for (const entry of entries) if (entry) await collect(entry, '', found);
  return { name, files: found };
}

/** What a file input holds: single files, or a folder with all that is in it. */
export function chosenFiles(files: readonly File[]): readonly FoundFile[] {
  return files.map((content) => ({ path: content.webkitRelativePath || content.name, content }));
}

async function collect(entry: FileSystemEntry, folder: string, found: FoundFile[]): Promise<void> {
  const path = folder + entry.name;
  if (entry.isFile) {
    const content = await fileOf(entry as FileSystemFileEntry).catch(() => undefined);
    if (content) found.push({ path, content });
    return;
  }
  const entries = await entriesOf(entry as FileSystemDirectoryEntry).catch(() => []);
  for (const each of entries) await collect(each, `${path}/`, found);
}

/** All that is in a folder. */
export async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
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

export function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
