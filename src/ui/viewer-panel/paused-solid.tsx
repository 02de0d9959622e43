import { showSolid } from '#commands/choose-shown.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Stands in the place of 3D while that waits to be asked for. */
export function PausedSolid() {
  const app = useApp();
  const place = useAppState(({ solid, tiles }) =>
    solid === 'paused' ? tiles.find(({ view }) => view === 'render') : undefined,
  );
  if (!place) return null;
  const { left, top, width, height } = place;
  return (
    <div className="paused-solid" style={{ left, top, width, height }}>
      <p>{say.views.solidPaused}</p>
      <button type="button" className="button" onClick={() => showSolid(app)}>
        {say.views.showSolid}
      </button>
    </div>
  );
}
