import { useEffect, useState } from 'react';
import { openVolume, refuseFolder } from '#commands/open-volume.ts';
import { useApp } from '#ui/use-app.ts';

/** Takes files dropped anywhere on the page, and says so while they hover. */
export function DropZone() {
  const app = useApp();
  const [hovering, setHovering] = useState(false);

  useEffect(() => {
    const stop = new AbortController();
    // Before the viewer, which keeps drops on its canvas to itself.
    const options = { signal: stop.signal, capture: true };
    const claim = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return false;
      event.preventDefault();
      return true;
    };
    window.addEventListener('dragenter', (event) => claim(event) && setHovering(true), options);
    window.addEventListener('dragover', (event) => void claim(event), options);
    window.addEventListener(
      'dragleave',
      (event) => event.relatedTarget === null && setHovering(false),
      options,
    );
    window.addEventListener(
      'drop',
      (event) => {
        if (!claim(event)) return;
        setHovering(false);
        const file = scanAmong([...(event.dataTransfer?.files ?? [])]);
        if (!file) return;
        if (isFolder(event.dataTransfer, file.name)) refuseFolder(app, file.name);
        else void openVolume(app, file);
      },
      options,
    );
    return () => stop.abort();
  }, [app]);

  return (
    <div className="drop-veil" data-hovering={hovering} aria-hidden="true">
      <p>Drop to open</p>
    </div>
  );
}

/** The first file that is called like a scan, else the first file, for the reader to say what is wrong with it. */
function scanAmong(files: readonly File[]): File | undefined {
  return files.find(({ name }) => /\.nii(\.gz)?$/i.test(name)) ?? files[0];
}

/** A dropped folder comes as a file that cannot be read; only its entry says what it is. */
function isFolder(transfer: DataTransfer | null, name: string): boolean {
  const entries = [...(transfer?.items ?? [])].map((item) => item.webkitGetAsEntry());
  return entries.some((entry) => entry?.name === name && entry.isDirectory);
}
