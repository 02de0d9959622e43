import { useEffect, useState } from 'react';
import { droppedFiles } from '#browser/dropped-files.ts';
import { takeDropped } from '#commands/take-files.ts';
import { say } from '#messages/say.ts';
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
      // The models take their own files.
      if (event.target instanceof Element && event.target.closest('.model-manager')) return false;
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
        if (!event.dataTransfer) return;
        void droppedFiles(event.dataTransfer).then((dropped) => takeDropped(app, dropped));
      },
      options,
    );
    return () => stop.abort();
  }, [app]);

  return (
    <div className="drop-veil" data-hovering={hovering} aria-hidden="true">
      <p>{say.welcome.hovering}</p>
    </div>
  );
}
