import type { ReactNode } from 'react';
import { say } from '#messages/say.ts';
import { structureName } from '#messages/structure-name.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useAppState } from '#ui/use-app.ts';

/** The prompts that come after the run, each to be taken back; `otherwise` in the same place where there is none. */
export function Waiting({ otherwise }: { readonly otherwise: ReactNode }) {
  const waiting = useAppState((state) => state.waiting);
  const takeBack = useAppState((state) => state.promptUnqueued);
  if (waiting.length === 0) return otherwise;
  return (
    <div className="waiting">
      <span>{say.prompt.next}</span>
      <ul className="chips" aria-label={say.prompt.waiting}>
        {waiting.map((text) => (
          <li key={text}>
            <button
              type="button"
              className="chip"
              aria-label={say.prompt.takeBack(structureName(text))}
              title={say.prompt.takeBack(structureName(text))}
              onClick={() => takeBack(text)}
            >
              {structureName(text)}
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
