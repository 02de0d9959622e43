import { lookBack, stayHere } from '#commands/reveal-answer.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** What happened to the views without anybody having touched them. */
export function ViewNews() {
  const graphics = useAppState((state) => state.graphics);
  if (graphics === 'drawn') return <CrosshairTaken />;
  return (
    <p className="view-news" role="status">
      {graphics === 'none' ? say.views.noGraphics : say.views.graphicsLost}
    </p>
  );
}

function CrosshairTaken() {
  const app = useApp();
  const taken = useAppState((state) => state.taken);
  const volume = useAppState((state) => (state.volume.at === 'ready' ? state.volume.info.id : undefined));
  if (!taken || taken.volume !== volume) return null;
  return (
    <p className="view-news" role="status">
      {say.views.movedTo(taken.to)}
      <button type="button" className="button" onClick={() => lookBack(app)}>
        {say.views.back}
      </button>
      <button
        type="button"
        className="button"
        aria-label={say.views.dismiss}
        title={say.views.dismiss}
        onClick={() => stayHere(app)}
      >
        ×
      </button>
    </p>
  );
}
