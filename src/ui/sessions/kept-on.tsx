import { useEffect, useState } from 'react';
import { countKept } from '#commands/session/count-kept.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Says that work is kept, and how it comes back; nothing where none is. */
export function KeptOn() {
  const app = useApp();
  const keepsWork = useAppState((state) => state.keepsWork);
  const [scans, setScans] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a person says of it changes the answer.
  useEffect(() => {
    let isWanted = true;
    void countKept(app).then((count) => isWanted && setScans(count));
    return () => {
      isWanted = false;
    };
  }, [app, keepsWork]);
  return scans > 0 && <p className="welcome-kept">{say.sessions.keptOn(scans)}</p>;
}
