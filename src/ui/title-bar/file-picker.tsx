import { type ReactNode, useRef } from 'react';

interface FilePickerProps {
  readonly className: string;
  readonly children: ReactNode;
  /** File types and name endings. */
  readonly accept: string;
  /** Said by screen readers. */
  readonly label: string;
  onPick(file: File): void;
}

/** A button that asks for one file. */
export function FilePicker({ className, children, accept, label, onPick }: FilePickerProps) {
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
