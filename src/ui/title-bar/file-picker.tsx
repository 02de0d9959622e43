import { type ReactNode, useRef } from 'react';

interface FilePickerProps {
  readonly className: string;
  readonly children: ReactNode;
  onPick(file: File): void;
}

/** A button that asks for one NIfTI file. */
export function FilePicker({ className, children, onPick }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept=".nii,.gz,application/gzip,application/x-gzip"
        aria-label="NIfTI file"
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
