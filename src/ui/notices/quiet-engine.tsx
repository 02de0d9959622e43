import { restartEngine } from '#commands/restart-engine.ts';
import { say } from '#messages/say.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Says that the engine has not answered, or got on, for long, which may be work or the end of it, and lets people decide. */
export function QuietEngine() {
  const app = useApp();
  const quietMs = useAppState((state) => state.engineQuietMs);
  const stuckMs = useAppState((state) => state.stuckMs);
  if (quietMs === undefined && stuckMs === undefined) return null;
  return (
    <div className="notice" data-code={quietMs === undefined ? 'engine-stuck' : 'engine-quiet'}>
      <Icon name="warning" />
      <p>
        {quietMs === undefined
          ? say.notices.engineStuck(Math.round((stuckMs ?? 0) / 60_000))
          : say.notices.engineQuiet(quietMs)}
      </p>
      <button type="button" className="button" onClick={() => void restartEngine(app)}>
        {say.notices.restartEngine}
      </button>
    </div>
  );
}
