import { offerScans } from '#commands/choose-scan.ts';
import { say } from '#messages/say.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

/** The way back to the list of what was found, where there is more in it than the scan that is open. */
export function FoundButton() {
  const app = useApp();
  const found = useAppState((state) => state.found);
  if (!found) return null;
  const { scans, segmentations, apart } = found;
  if (scans.length < 2 && segmentations.length + apart.length === 0) return null;
  return (
    <button type="button" className="button" onClick={() => void offerScans(app)}>
      <Icon name="list" />
      <span>{say.scans.others(scans.length, apart.length, segmentations.length)}</span>
    </button>
  );
}
