import { Command } from 'cmdk';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { say } from '#messages/say.ts';
import { useSuggestions } from './use-suggestions.ts';

interface PromptFieldProps {
  readonly id: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly describedBy: string;
  onType(text: string): void;
}

/**
 * Where a prompt is typed. Structures are offered below it: arrows choose, Enter or Tab take over what is chosen, Esc
 * closes, and Enter submits where nothing is chosen.
 */
export function PromptField({ id, input, text, describedBy, onType }: PromptFieldProps) {
  const { offered, chosen, choose, close, type, take, onKeyDown } = useSuggestions(text, input, onType);
  const list = useRef<HTMLDivElement>(null);
  const { listId, optionId } = useIdsOf(list, offered.length, chosen);
  return (
    <Command
      className="prompt-field"
      shouldFilter={false}
      loop
      vimBindings={false}
      value={chosen}
      onValueChange={choose}
    >
      <input
        ref={input}
        id={id}
        type="text"
        value={text}
        placeholder={say.prompt.example}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={offered.length > 0}
        aria-controls={listId}
        aria-activedescendant={optionId}
        aria-describedby={describedBy}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {offered.length > 0 && (
        <Command.List
          ref={list}
          className="suggestions"
          label={say.prompt.suggestions}
          // A press must not take the focus, or the list would be gone before it is let go.
          onMouseDown={(event) => event.preventDefault()}
        >
          {offered.map((suggestion) => (
            <Command.Item key={suggestion.name} value={suggestion.name} onSelect={() => take(suggestion)}>
              <span>{suggestion.shown}</span>
              {suggestion.via && <span className="via">{suggestion.via}</span>}
              {suggestion.pack && <span className="via">{suggestion.pack}</span>}
            </Command.Item>
          ))}
        </Command.List>
      )}
    </Command>
  );
}

/** The ids that cmdk has given to its list and to the option that is chosen, for the field to point to. */
function useIdsOf(list: RefObject<HTMLDivElement | null>, count: number, chosen: string) {
  const [ids, setIds] = useState<{ listId?: string | undefined; optionId?: string | undefined }>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in the list changes with these.
  useEffect(() => {
    const listId = list.current?.id;
    const optionId = list.current?.querySelector('[aria-selected="true"]')?.id;
    setIds((before) =>
      before.listId === listId && before.optionId === optionId ? before : { listId, optionId },
    );
  }, [list, count, chosen]);
  return ids;
}
