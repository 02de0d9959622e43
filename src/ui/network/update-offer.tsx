import { updatePage } from '#commands/work-offline.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** The newer version that waits; never while something is being answered. */
export function UpdateOffer() {
  const app = useApp();
  const isWaiting = useAppState((state) => state.isUpdateWaiting);
  const isBusy = useAppState(
    ({ run, packJob, batch }) =>
      run.at !== 'idle' || packJob !== undefined || (batch !== undefined && batch.at !== 'idle'),
  );
  const hasResults = useAppState(({ volume }) => volume.at === 'ready');
  if (!isWaiting || isBusy) return null;
  return (
    <p className="update-offer" role="status">
      {hasResults ? say.network.updateWithResults : say.network.update}
      <button type="button" className="link" onClick={() => updatePage(app)}>
        {say.network.reload}
      </button>
    </p>
  );
}
