import { type ReactNode, useRef } from 'react';
import { say } from '#messages/say.ts';
import { SCAN_ENDINGS } from '#results/file-names.ts';

interface FilePickerProps {
  readonly className: string;
  readonly children: ReactNode;
  /** File types and name endings; those of scans unless given. */
  readonly accept?: string;
  /** Said by screen readers. */
  readonly label?: string;
  onPick(file: File): void;
}

/** Choosers know an ending from its last point on. */
const SCANS = [
  ...new Set(SCAN_ENDINGS.map((ending) => ending.slice(ending.lastIndexOf('.')))),
  'application/gzip',
  'application/x-gzip',
].join();

/** A button that asks for one file. */
export function FilePicker({
  className,
  children,
  accept = SCANS,
  label = say.title.scanFile,
  onPick,
}: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onPick(file);
          // The same file may be picked again.
          event.target.value = '';
        }}
      />
    </>
  );
}
