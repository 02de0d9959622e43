import { type KeyboardEvent, type RefObject, useState } from 'react';
import { accept, type Suggestion, suggest } from '#commands/suggest.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** No suggestion has this value, so that none is highlighted until an arrow key or the pointer chooses one. */
const NONE = '-';

/**
 * What is offered for `text`, which of it is chosen, and what keys do. With nothing chosen every key does what it does in
 * any text field.
 */
export function useSuggestions(
  text: string,
  input: RefObject<HTMLInputElement | null>,
  onType: (text: string) => void,
) {
  const app = useApp();
  // Another model knows other names.
  useAppState(({ model }) => model);
  const [isOpen, setOpen] = useState(false);
  const [chosen, choose] = useState(NONE);
  const offered = isOpen ? suggest(app, text) : [];

  function close() {
    setOpen(false);
    choose(NONE);
  }

  function type(typed: string) {
    onType(typed);
    choose(NONE);
    setOpen(true);
  }

  function take(suggestion: Suggestion) {
    onType(accept(text, suggestion));
    close();
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const suggestion = offered.find(({ name }) => name === chosen);
    if (belongsToText(event.key, suggestion)) event.stopPropagation();
    if (act(event.key, suggestion)) event.preventDefault();
  }

  /** The key did something here, and shall do nothing else. */
  function act(key: string, suggestion: Suggestion | undefined): boolean {
    if (key === 'Tab' && suggestion) {
      take(suggestion);
      return true;
    }
    if (key === 'Escape' && offered.length > 0) {
      close();
      return true;
    }
    if (key === 'Enter' && !suggestion) close();
    else if (key === 'ArrowDown') setOpen(true);
    else if (!STAYS_CHOSEN.test(key)) choose(NONE);
    return false;
  }

  return { offered, chosen, choose, close, type, take, onKeyDown };
}

const STAYS_CHOSEN = /^(?:ArrowUp|Enter|Tab|Shift)$/;

/** What the list would take for itself, though it is the text's or the form's. */
function belongsToText(key: string, suggestion: Suggestion | undefined): boolean {
  return key === 'Home' || key === 'End' || (key === 'Enter' && !suggestion);
}
