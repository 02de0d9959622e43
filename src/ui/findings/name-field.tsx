import { type KeyboardEvent, useRef, useState } from 'react';
import { say } from '#messages/say.ts';

interface NameFieldProps {
  readonly name: string;
  /** Called once, with undefined where it stays as it was; `byKey` where the focus is still here. */
  onDone(name: string | undefined, byKey: boolean): void;
}

/** Where an object's name is changed: Enter takes it and so does going elsewhere, Esc does not. */
export function NameField({ name, onDone }: NameFieldProps) {
  const [text, setText] = useState(name);
  // The field may lose the focus because it goes away, which is no second answer.
  const isDone = useRef(false);

  function done(given: string | undefined, byKey: boolean) {
    if (isDone.current) return;
    isDone.current = true;
    onDone(given, byKey);
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') done(text, true);
    if (event.key === 'Escape') done(undefined, true);
  }

  return (
    <input
      type="text"
      className="name-field"
      // biome-ignore lint/a11y/noAutofocus: it was asked for, and takes the place of what had the focus.
      autoFocus
      aria-label={say.findings.newName(name)}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => done(text, false)}
    />
  );
}
