import { say } from '#messages/say.ts';
import { foundObjects } from '#results/finding.ts';
import { useAppState } from '#ui/use-app.ts';

/** The names of the objects to be seen, each with its colour. */
export function Legend() {
  const isShown = useAppState(({ shown }) => shown.legend);
  const findings = useAppState((state) => state.findings);
  const seen = foundObjects(findings).filter(({ visible, opacity }) => visible && opacity > 0);
  if (!isShown || seen.length === 0) return null;
  return (
    <ul className="legend" aria-label={say.views.legendTitle}>
      {seen.map(({ id, title, color }) => (
        <li key={id}>
          <span className="legend-swatch" style={{ background: `rgb(${color.join(' ')})` }} />
          {title}
        </li>
      ))}
    </ul>
  );
}
