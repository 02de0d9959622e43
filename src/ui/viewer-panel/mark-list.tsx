import { nudgeMark, removeMark, showMark } from '#commands/draw-marks.ts';
import { say } from '#messages/say.ts';
import type { Mark } from '#results/mark.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { focusBeside, nudgeOf } from './mark-keys.ts';
import { useMarkText } from './use-mark-text.ts';

/** What was measured, each to be gone to and deleted. */
export function MarkList() {
  const marks = useAppState((state) => state.marks);
  if (marks.length === 0) return null;
  return (
    <ul className="mark-list" aria-label={say.views.marks}>
      {marks.map((mark, n) => (
        <MarkItem key={mark.id} mark={mark} n={n} />
      ))}
    </ul>
  );
}

function MarkItem({ mark, n }: { readonly mark: Mark; readonly n: number }) {
  const app = useApp();
  const text = useMarkText(mark);
  const kind = say.views.markKinds[mark.kind];
  const remove = () => {
    focusBeside(n);
    removeMark(app, mark.id);
  };
  return (
    <li>
      <button
        type="button"
        className="chip"
        title={say.views.showMark}
        onClick={() => showMark(app, mark)}
        onKeyDown={(event) => {
          const nudge = nudgeOf(event);
          if (nudge) nudgeMark(app, mark, nudge);
          else if (event.key === 'Delete' || event.key === 'Backspace') remove();
          else return;
          event.preventDefault();
        }}
      >
        <Icon name={mark.kind} />
        <span className="unseen">{kind}</span> {text}
      </button>
      <IconButton icon="close" label={say.views.removeMark(kind, text)} onPress={remove} />
    </li>
  );
}
