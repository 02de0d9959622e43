import type { ReactNode } from 'react';
import { Icon } from '#ui/kit/icon.tsx';
import { useAppState } from '#ui/use-app.ts';

/** The prompts that come after the run, each to be taken back; `otherwise` in the same place where there is none. */
export function Waiting({ otherwise }: { readonly otherwise: ReactNode }) {
  const waiting = useAppState((state) => state.waiting);
  const takeBack = useAppState((state) => state.promptUnqueued);
  if (waiting.length === 0) return otherwise;
  return (
    <div className="waiting">
      <span>Next</span>
      <ul className="chips" aria-label="Waiting prompts">
        {waiting.map((text) => (
          <li key={text}>
            <button
              type="button"
              className="chip"
              aria-label={`Do not look for ${text}`}
              title={`Do not look for ${text}`}
              onClick={() => takeBack(text)}
            >
              {text}
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
