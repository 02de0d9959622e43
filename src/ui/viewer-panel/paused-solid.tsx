import { showSolid } from '#commands/show-solid.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Stands in the place of 3D while that waits to be asked for. */
export function PausedSolid() {
  const app = useApp();
  const isPaused = useAppState(({ solid }) => solid === 'paused');
  const layout = useAppState((state) => state.layout);
  if (!isPaused || (layout !== 'four-up' && layout !== 'render')) return null;
  return (
    <div className="paused-solid" data-layout={layout}>
      <p>{say.views.solidPaused}</p>
      <button type="button" className="button" onClick={() => showSolid(app)}>
        {say.views.showSolid}
      </button>
    </div>
  );
}
