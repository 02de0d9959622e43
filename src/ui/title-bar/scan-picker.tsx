import { type ReactNode, useRef } from 'react';
import { chosenFiles } from '#browser/dropped-files.ts';
import { takeFiles } from '#commands/take-files.ts';
import { say } from '#messages/say.ts';
import { useApp } from '#ui/use-app.ts';

interface ScanPickerProps {
  readonly className: string;
  readonly children: ReactNode;
  /** Asks for a folder, with all that is in it; else for files. */
  readonly isFolder?: boolean;
  readonly label?: string;
}

/** A button that asks for scans. Files of any name can be picked: those of a DICOM series often have no ending. */
export function ScanPicker({ className, children, isFolder = false, label }: ScanPickerProps) {
  const app = useApp();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={label}
        title={label}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        {...(isFolder && { webkitdirectory: '' })}
        aria-label={isFolder ? say.title.scanFolder : say.title.scanFile}
        hidden
        onChange={(event) => {
          const files = chosenFiles([...(event.target.files ?? [])]);
          if (files.length > 0) void takeFiles(app, files);
          // The same files may be picked again.
          event.target.value = '';
        }}
      />
    </>
  );
}
