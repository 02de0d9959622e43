import { readPoint } from '#commands/read-point.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { IntensityText } from './intensity-text.tsx';

/** Beside the pointer on a slice: the objects there, how probable each is, and what the scan measured. */
export function HoverTag() {
  const app = useApp();
  const hover = useAppState((state) => state.hover);
  // What lies there changes with the objects.
  useAppState((state) => state.findings);
  const width = useAppState(({ tiles }) => Math.max(0, ...tiles.map((tile) => tile.left + tile.width)));
  if (!hover) return null;
  const { intensity, objects } = readPoint(app, hover.voxel);
  if (intensity === undefined) return null;
  const [x, y] = hover.pixel;
  const isNearEdge = x > width - 220;
  return (
    <div
      className="hover-tag"
      data-side={isNearEdge ? 'left' : 'right'}
      style={{ left: x, top: y }}
      aria-hidden="true"
    >
      {objects.map(({ id, title, color, probability }) => (
        <div key={id}>
          <span className="legend-swatch" style={{ background: `rgb(${color.join(' ')})` }} />
          <span className="object-name">{title}</span>{' '}
          <span className="muted">{say.views.probability(probability)}</span>
        </div>
      ))}
      <div className="muted">
        <IntensityText value={intensity} />
      </div>
    </div>
  );
}
