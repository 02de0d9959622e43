import { useEffect, useRef } from 'react';
import { chooseScan, chooseSegmentation, stopChoosing } from '#commands/choose-scan.ts';
import { openBatch } from '#commands/open-batch.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { FoundScans } from '#state/scans-slice.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { ScanRow } from './scan-row.tsx';

/** Asks which of the scans that were found is to be opened, and says what was left out. */
export function ScanChooser() {
  const app = useApp();
  const isChoosing = useAppState((state) => state.isChoosing);
  const found = useAppState((state) => state.found);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!isChoosing) return dialog.current?.close();
    dialog.current?.showModal();
    // Whoever opens the list wants a scan of it, not to close it.
    dialog.current?.querySelector<HTMLElement>('.scan-row')?.focus();
  }, [isChoosing]);
  return (
    <dialog
      ref={dialog}
      className="scan-chooser"
      aria-labelledby="chooser-title"
      onClose={() => stopChoosing(app)}
    >
      {isChoosing && found && (
        <>
          <header className="chooser-head">
            <h2 id="chooser-title">{say.scans.title}</h2>
            <IconButton icon="close" label={say.scans.close} onPress={() => stopChoosing(app)} />
          </header>
          <div className="chooser-head">
            <p className="chooser-lead">{say.scans.found(found.scans.length, found.name)}</p>
            {found.scans.length > 1 && (
              <button type="button" className="button" onClick={() => openBatch(app)}>
                {say.batch.open(found.scans.length)}
              </button>
            )}
          </div>
          <ul className="chooser-scans">
            {found.scans.map((scan, n) => (
              <li key={scan.name}>
                <ScanRow
                  scan={scan}
                  picture={found.pictures.get(n)}
                  isOpen={found.opened === n}
                  onChoose={() => void chooseScan(app, n)}
                />
              </li>
            ))}
          </ul>
          <Segmentations found={found} />
          <Apart found={found} />
        </>
      )}
    </dialog>
  );
}

/** Files of objects: each is added to the open scan. */
function Segmentations({ found: { segmentations } }: { readonly found: FoundScans }) {
  const app = useApp();
  const isOpen = useAppState(({ volume }) => volume.at === 'ready');
  if (segmentations.length === 0) return null;
  return (
    <section className="chooser-segmentations" aria-labelledby="segmentations-title">
      <h3 id="segmentations-title">{say.segmentations.title}</h3>
      <ul className="chooser-scans">
        {segmentations.map(({ name, count }, n) => (
          <li key={name}>
            <button type="button" className="scan-row" onClick={() => void chooseSegmentation(app, n)}>
              <Icon name="mask" />
              <span className="scan-row-text">
                <strong>{name}</strong>
                <span>
                  {[
                    ...(count === undefined ? [] : [say.segmentations.objects(count)]),
                    isOpen ? say.segmentations.add : say.segmentations.addLater,
                  ].join(' · ')}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Apart({ found: { apart } }: { readonly found: FoundScans }) {
  if (apart.length === 0) return null;
  const count = apart.reduce((sum, each) => sum + each.count, 0);
  return (
    <section className="chooser-apart" aria-labelledby="apart-title">
      <h3 id="apart-title">{say.scans.leftOut(count)}</h3>
      <ul>
        {apart.map(({ reason }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change, and two files may have one name.
          <li key={n}>{wording(reason)}</li>
        ))}
      </ul>
    </section>
  );
}
