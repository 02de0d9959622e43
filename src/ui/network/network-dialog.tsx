import { type Ref, useState } from 'react';
import { goDark, removeEverythingKept } from '#commands/work-offline.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** What the page asked for and who answered, and the switch that lets nothing out. */
export function NetworkDialog({ ref }: { readonly ref: Ref<HTMLDialogElement> }) {
  const app = useApp();
  const offline = useAppState((state) => state.offline);
  const isDark = useAppState((state) => state.isDark);
  return (
    <dialog ref={ref} className="about network" aria-labelledby="network-title">
      <h2 id="network-title">{say.network.title}</h2>
      <p>{say.network.what}</p>
      <p className="offline-status">
        {offline.at === 'kept' ? say.network.kept(offline.bytes) : say.network.offline[offline.at]}{' '}
        {offline.at === 'not-kept' && offline.reason}
      </p>
      <label className="field">
        <input
          type="checkbox"
          checked={isDark}
          disabled={offline.at !== 'kept'}
          onChange={(event) => void goDark(app, event.target.checked)}
        />
        {say.network.goDark}
      </label>
      <p>{say.network.goDarkHint}</p>
      <Requests />
      <RemoveKept />
      <form method="dialog">
        <button type="submit" className="button primary">
          {say.about.close}
        </button>
      </form>
    </dialog>
  );
}

/** Asks once more, for packs may have taken an hour to make. */
function RemoveKept() {
  const app = useApp();
  const [isSure, setSure] = useState(false);
  return (
    <>
      <h3>{say.network.keptHere}</h3>
      <p>{say.network.keptHint}</p>
      {isSure ? (
        <p className="network-sure">
          {say.network.removeSure}
          <button type="button" className="button" onClick={() => void removeEverythingKept(app)}>
            {say.network.removeForGood}
          </button>
          <button type="button" className="button" onClick={() => setSure(false)}>
            {say.network.keepIt}
          </button>
        </p>
      ) : (
        <button type="button" className="button" onClick={() => setSure(true)}>
          {say.network.removeAll}
        </button>
      )}
    </>
  );
}

function Requests() {
  const requests = useAppState((state) => state.requests);
  return (
    <>
      <h3 id="requests-title">{say.network.requests}</h3>
      <p>{say.network.requestsHint}</p>
      {requests.length === 0 && <p>{say.network.noRequests}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must scroll by keyboard too. */}
      <section className="requests" aria-labelledby="requests-title" tabIndex={0}>
        <table>
          <tbody>
            {requests.map(({ id, seen, from }) => (
              <tr key={id} data-from={from}>
                <td>{seen}</td>
                <td>{say.network.from[from]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
