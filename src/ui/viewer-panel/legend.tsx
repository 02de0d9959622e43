import { say } from '#messages/say.ts';
import { foundObjects } from '#results/finding.ts';
import { useAppState } from '#ui/use-app.ts';

/** The names of the objects to be seen, each with its colour. */
export function Legend() {
  const isShown = useAppState(({ shown }) => shown.legend);
  const findings = useAppState((state) => state.findings);
  const seen = foundObjects(findings).filter(({ visible, opacity }) => visible && opacity > 0);
  // Over 3D, which has room beside its objects; else over the first view.
  const place = useAppState(({ tiles }) => tiles.find(({ view }) => view === 'render') ?? tiles[0]);
  if (!isShown || !place || seen.length === 0) return null;
  const { left, top, height } = place;
  return (
    <ul
      className="legend"
      aria-label={say.views.legendTitle}
      style={{ left: left + 8, top: top + 30, maxHeight: height - 40 }}
    >
      {seen.map(({ id, title, color }) => (
        <li key={id}>
          <span className="legend-swatch" style={{ background: `rgb(${color.join(' ')})` }} />
          <span className="object-name">{title}</span>
        </li>
      ))}
    </ul>
  );
}
