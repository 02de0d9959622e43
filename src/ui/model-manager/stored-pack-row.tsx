import { useState } from 'react';
import { askForTarget, canWriteFolders } from '#browser/folders.ts';
import { choosePack } from '#commands/choose-pack.ts';
import { exportPack } from '#commands/export-pack.ts';
import { removePack } from '#commands/remove-pack.ts';
import { verifyPack } from '#commands/verify-pack.ts';
import { wording } from '#error-wording.ts';
import type { State } from '#state/store.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { diskSize } from '#ui/kit/numbers.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

type StoredPack = Extract<State['storedPacks'], { at: 'listed' }>['packs'][number];
type Installed = Extract<StoredPack, { kind: 'installed' }>;

export function StoredPackRow({ pack }: { readonly pack: StoredPack }) {
  const app = useApp();
  const answers = useAppState((state) => pack.kind === 'installed' && state.manifestUrl === pack.manifestUrl);
  const isBusy = useAppState((state) => state.packJob !== undefined);
  const [isLeaving, setLeaving] = useState(false);
  const title = titleOf(pack);
  return (
    <li className="pack" data-answers={answers}>
      <div className="pack-facts">
        <h4>{title}</h4>
        <p>
          {diskSize(pack.bytes)} on disk{originOf(pack)}
        </p>
        {pack.kind === 'unfinished' && (
          <p>Not finished. Choose the same checkpoint and precision below to go on, or remove it.</p>
        )}
        {pack.kind === 'unusable' && <p className="job-failed">{wording(pack.error)}</p>}
        {pack.kind === 'installed' && <p>Licence: {pack.facts.license.name}</p>}
      </div>
      <div className="pack-actions">
        {isLeaving ? (
          <>
            <button type="button" className="button" ref={focus} onClick={() => void removePack(app, pack)}>
              Remove for good
            </button>
            <button type="button" className="button" onClick={() => setLeaving(false)}>
              Keep
            </button>
          </>
        ) : (
          <>
            {pack.kind === 'installed' && <InstalledActions pack={pack} title={title} answers={answers} />}
            <IconButton
              icon="trash"
              label={`Remove ${title}`}
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
  const isBusy = useAppState((state) => state.packJob !== undefined || state.model.at === 'loading');

  async function save() {
    const target = canWriteFolders() ? await askForTarget() : undefined;
    if (target || !canWriteFolders()) await exportPack(app, pack.key, title, target);
  }

  return (
    <>
      {answers ? (
        <strong className="answers">Answers now</strong>
      ) : (
        <button
          type="button"
          className="button"
          aria-label={`Use ${title}`}
          disabled={isBusy}
          onClick={() => void choosePack(app, pack.manifestUrl)}
        >
          Use
        </button>
      )}
      <button
        type="button"
        className="button"
        aria-label={`Verify ${title}`}
        disabled={isBusy}
        onClick={() => void verifyPack(app, pack.key, title)}
      >
        Verify
      </button>
      <button
        type="button"
        className="button"
        aria-label={`Save ${title} to files`}
        disabled={isBusy}
        onClick={() => void save()}
      >
        Save to files
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
  const date = new Date(origin.date).toLocaleDateString('en-GB', { dateStyle: 'medium' });
  return origin.kind === 'converted'
    ? `, converted from ${origin.from} on ${date}`
    : `, added from the folder “${origin.from}” on ${date}`;
}
