import { type ReactNode, useRef } from 'react';

interface FilePickerProps {
  readonly className: string;
  readonly children: ReactNode;
  /** File types and name endings. */
  readonly accept: string;
  /** Said by screen readers. */
  readonly label: string;
  readonly multiple?: boolean;
  onPick(file: File, all: readonly File[]): void;
}

/** A button that asks for one file, or several. */
export function FilePicker({
  className,
  children,
  accept,
  label,
  multiple = false,
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
        multiple={multiple}
        aria-label={label}
        hidden
        onChange={(event) => {
          const all = [...(event.target.files ?? [])];
          const [file] = all;
          if (file) onPick(file, all);
          // The same file may be picked again.
          event.target.value = '';
        }}
      />
    </>
  );
}
