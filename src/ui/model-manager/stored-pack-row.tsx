import { useState } from 'react';
import { askForTarget, canWriteFolders } from '#browser/folders.ts';
import { choosePack } from '#commands/choose-pack.ts';
import { exportPack, verifyPack } from '#commands/pack-jobs.ts';
import { removePack } from '#commands/remove-pack.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { State } from '#state/store.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { PackWait } from '#ui/passport/pack-wait.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { PackKnows } from './pack-knows.tsx';

type StoredPack = Extract<State['storedPacks'], { at: 'listed' }>['packs'][number];
type Installed = Extract<StoredPack, { kind: 'installed' }>;

export function StoredPackRow({ pack }: { readonly pack: StoredPack }) {
  const app = useApp();
  const answers = useAppState((state) => pack.kind === 'installed' && state.homeUrl === pack.manifestUrl);
  const isBusy = useAppState((state) => state.packJob !== undefined);
  const [isLeaving, setLeaving] = useState(false);
  const title = titleOf(pack);
  return (
    <li className="pack" data-answers={answers}>
      <div className="pack-facts">
        <h4>{title}</h4>
        <p>
          {say.models.onDisk(pack.bytes)}
          {originOf(pack)}
        </p>
        {pack.kind === 'unfinished' && <p>{say.models.unfinished}</p>}
        {pack.kind === 'unusable' && <p className="job-failed">{wording(pack.error)}</p>}
        {pack.kind === 'installed' && <PackKnows facts={pack.facts} />}
        {pack.kind === 'installed' && <PackWait address={pack.manifestUrl} />}
        {pack.kind === 'installed' && <p>{say.models.licence(pack.facts.license.name)}</p>}
      </div>
      <div className="pack-actions">
        {isLeaving ? (
          <>
            <button type="button" className="button" ref={focus} onClick={() => void removePack(app, pack)}>
              {say.models.removeForGood}
            </button>
            <button type="button" className="button" onClick={() => setLeaving(false)}>
              {say.models.keep}
            </button>
          </>
        ) : (
          <>
            {pack.kind === 'installed' && <InstalledActions pack={pack} title={title} answers={answers} />}
            <IconButton
              icon="trash"
              label={say.models.removeNamed(title)}
              disabled={isBusy}
              onPress={() => setLeaving(true)}
            />
          </>
        )}
      </div>
    </li>
  );
}

interface InstalledActionsProps {
  readonly pack: Installed;
  readonly title: string;
  readonly answers: boolean;
}

/** The button that was pressed is gone; the focus goes to what it asks. */
function focus(button: HTMLButtonElement | null): void {
  button?.focus();
}

function InstalledActions({ pack, title, answers }: InstalledActionsProps) {
  const app = useApp();
  const hasJob = useAppState((state) => state.packJob !== undefined);
  const isBusy = useAppState((state) => state.model.at === 'loading') || hasJob;

  async function save() {
    const target = canWriteFolders() ? await askForTarget() : undefined;
    if (target || !canWriteFolders()) await exportPack(app, pack.key, title, target);
  }

  return (
    <>
      {answers ? (
        <strong className="answers">{say.models.answersNow}</strong>
      ) : (
        <button
          type="button"
          className="button"
          aria-label={say.models.answerWith(title)}
          disabled={hasJob}
          onClick={() => void choosePack(app, pack.manifestUrl)}
        >
          {say.models.use}
        </button>
      )}
      <button
        type="button"
        className="button"
        aria-label={say.models.verifyNamed(title)}
        disabled={isBusy}
        onClick={() => void verifyPack(app, pack.key, title)}
      >
        {say.models.verify}
      </button>
      <button
        type="button"
        className="button"
        aria-label={say.models.saveNamed(title)}
        disabled={isBusy}
        onClick={() => void save()}
      >
        {say.models.save}
      </button>
    </>
  );
}

function titleOf(pack: StoredPack): string {
  if (pack.kind !== 'installed') return pack.key;
  const { name, version, precision } = pack.facts;
  return [`${name} ${version}`, precision].filter(Boolean).join(', ');
}

function originOf({ origin }: StoredPack): string {
  if (!origin) return '';
  return origin.kind === 'converted'
    ? say.models.convertedFrom(origin.from, origin.date)
    : say.models.addedFrom(origin.from, origin.date);
}
