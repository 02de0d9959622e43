import { choosePack } from '#commands/choose-pack.ts';
import { wording } from '#error-wording.ts';
import type { State } from '#state/store.ts';
import { diskSize } from '#ui/kit/numbers.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { StoredPackRow } from './stored-pack-row.tsx';

/** The packs that can answer, the one that does marked, and the storage that they take. */
export function PackList() {
  const stored = useAppState((state) => state.storedPacks);
  return (
    <section aria-labelledby="packs-title">
      <h3 id="packs-title">On this device</h3>
      <ul className="packs">
        <EmbeddedRow />
        {stored.at === 'listed' && stored.packs.map((pack) => <StoredPackRow key={pack.key} pack={pack} />)}
      </ul>
      {stored.at === 'listed' && <p className="fine-print">{quotaSentence(stored.quota)}</p>}
      {stored.at === 'unavailable' && <p className="job-failed">{wording(stored.error)}</p>}
    </section>
  );
}

function EmbeddedRow() {
  const app = useApp();
  const answers = useAppState((state) => state.manifestUrl === app.embeddedUrl);
  const isBusy = useAppState((state) => state.model.at === 'loading');
  return (
    <li className="pack" data-answers={answers}>
      <div className="pack-facts">
        <h4>Mini</h4>
        <p>Comes with the page: a small network for abdominal organs.</p>
      </div>
      <div className="pack-actions">
        {answers ? (
          <strong className="answers">Answers now</strong>
        ) : (
          <button
            type="button"
            className="button"
            aria-label="Use Mini"
            disabled={isBusy}
            onClick={() => void choosePack(app, app.embeddedUrl)}
          >
            Use
          </button>
        )}
      </div>
    </li>
  );
}

type StorageQuota = Extract<State['storedPacks'], { at: 'listed' }>['quota'];

/** The browser's own estimate of its storage. */
function quotaSentence({ usedBytes, quotaBytes, persisted }: StorageQuota): string {
  const kept = persisted
    ? 'It has promised to keep the packs.'
    : 'It may clear the packs when the disk is full, so save those you want to keep.';
  return `By the browser’s estimate this page uses ${diskSize(usedBytes)} of ${diskSize(quotaBytes)} of storage. ${kept}`;
}
