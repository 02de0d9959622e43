import { say } from '#messages/say.ts';
import { foundObjects } from '#results/finding.ts';
import { useAppState } from '#ui/use-app.ts';
import { useFindings } from '#ui/use-findings.ts';

const ROW_PX = 21;

/**
 * The names of the objects to be seen, each with its colour: over 3D where that is drawn and has room for them beside its
 * objects, else in a strip below the views.
 */
export function Legend({ where }: { readonly where: 'over-3d' | 'below' }) {
  const isShown = useAppState(({ shown }) => shown.legend);
  const findings = useFindings();
  const seen = foundObjects(findings).filter(({ visible, opacity }) => visible && opacity > 0);
  const isDifference = useAppState(({ pairShown }) => pairShown !== undefined);
  const solid = useAppState(({ tiles }) => tiles.find(({ view }) => view === 'render'));
  // The objects are not seen then, and the difference has a legend of its own.
  if (!isShown || seen.length === 0 || isDifference) return null;
  const hasRoom =
    solid?.view === 'render' && solid.toScreen !== undefined && solid.height > ROW_PX * seen.length + 50;
  if (hasRoom !== (where === 'over-3d')) return null;
  return (
    <ul
      className="legend"
      data-where={where}
      aria-label={say.views.legendTitle}
      style={hasRoom ? { left: solid.left + 8, top: solid.top + 30 } : {}}
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
