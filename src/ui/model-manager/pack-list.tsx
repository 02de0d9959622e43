import { choosePack } from '#commands/choose-pack.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { State } from '#state/store.ts';
import { PackWait } from '#ui/passport/pack-wait.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { PackKnows } from './pack-knows.tsx';
import { RoutingChoice } from './routing-choice.tsx';
import { StoredPackRow } from './stored-pack-row.tsx';

/** The packs that can answer, the one that does marked, and the storage that they take. */
export function PackList() {
  const stored = useAppState((state) => state.storedPacks);
  return (
    <section aria-labelledby="packs-title">
      <h3 id="packs-title">{say.models.here}</h3>
      <ul className="packs">
        <EmbeddedRow />
        {stored.at === 'listed' && stored.packs.map((pack) => <StoredPackRow key={pack.key} pack={pack} />)}
      </ul>
      <Routing />
      {stored.at === 'listed' && <p className="fine-print">{quotaSentence(stored.quota)}</p>}
      {stored.at === 'unavailable' && <p className="job-failed">{wording(stored.error)}</p>}
    </section>
  );
}

function EmbeddedRow() {
  const app = useApp();
  const answers = useAppState((state) => state.homeUrl === app.embeddedUrl);
  const facts = useAppState((state) => state.described.get(app.embeddedUrl));
  return (
    <li className="pack" data-answers={answers}>
      <div className="pack-facts">
        <h4>{say.models.embedded}</h4>
        <p>{say.models.embeddedFacts}</p>
        {facts && <PackKnows facts={facts} />}
        <PackWait address={app.embeddedUrl} />
        {facts?.license && <p>{say.models.licence(facts.license.name)}</p>}
      </div>
      <div className="pack-actions">
        {answers ? (
          <strong className="answers">{say.models.answersNow}</strong>
        ) : (
          <button
            type="button"
            className="button"
            aria-label={say.models.answerWith(say.models.embedded)}
            onClick={() => void choosePack(app, app.embeddedUrl)}
          >
            {say.models.use}
          </button>
        )}
      </div>
    </li>
  );
}

/** Nothing is to be chosen while there is one pack. */
function Routing() {
  const app = useApp();
  const chosen = useAppState(({ storedPacks, homeUrl }) => {
    const packs = storedPacks.at === 'listed' ? storedPacks.packs : [];
    const installed = packs.flatMap((pack) => (pack.kind === 'installed' ? [pack] : []));
    if (installed.length === 0) return undefined;
    if (homeUrl === app.embeddedUrl) return say.models.embedded;
    return installed.find(({ manifestUrl }) => manifestUrl === homeUrl)?.facts.name;
  });
  return chosen === undefined ? null : <RoutingChoice chosen={chosen} />;
}

type StorageQuota = Extract<State['storedPacks'], { at: 'listed' }>['quota'];

/** The browser's own estimate of its storage. */
function quotaSentence({ usedBytes, quotaBytes, persisted }: StorageQuota): string {
  const kept = persisted ? say.models.persisted : say.models.mayBeCleared;
  return `${say.models.room(usedBytes, quotaBytes)} ${kept}`;
}
