import { compared, DIFFERENCE_COLORS, originName } from '#commands/compare.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** What the colours of a difference mean; nothing where none is shown. */
export function DifferenceLegend() {
  const { store } = useApp();
  const isShown = useAppState(({ pairShown, isComparing }) => isComparing && pairShown !== undefined);
  const now = isShown ? compared(store.getState()) : undefined;
  if (!now) return null;
  const { comparison } = say;
  const entries = [
    { color: DIFFERENCE_COLORS.both, text: comparison.both },
    { color: DIFFERENCE_COLORS.onlyReference, text: comparison.onlyIn(originName(now.reference)) },
    { color: DIFFERENCE_COLORS.onlyOther, text: comparison.onlyIn(originName(now.other)) },
  ];
  return (
    <ul className="legend" data-where="below" aria-label={comparison.legend}>
      {entries.map(({ color, text }) => (
        <li key={text}>
          <span className="legend-swatch" style={{ background: `rgb(${color.join(' ')})` }} />
          {text}
        </li>
      ))}
    </ul>
  );
}
