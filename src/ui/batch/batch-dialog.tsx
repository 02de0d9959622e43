import { useEffect, useRef } from 'react';
import { hideBatch } from '#commands/open-batch.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { Batch } from '#state/batch-slice.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { batchCount } from './batch-count.ts';
import { BatchForm } from './batch-form.tsx';
import { BatchRow } from './batch-row.tsx';

/** Asks what every scan is to be asked, and says how far each is. */
export function BatchDialog() {
  const app = useApp();
  const isShown = useAppState((state) => state.isBatchShown);
  const batch = useAppState((state) => state.batch);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!isShown) return dialog.current?.close();
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('form input')?.focus();
  }, [isShown]);
  return (
    <dialog ref={dialog} className="batch" aria-labelledby="batch-title" onClose={() => hideBatch(app)}>
      {isShown && batch && (
        <>
          <header className="chooser-head">
            <h2 id="batch-title">{say.batch.title}</h2>
            <IconButton icon="close" label={say.batch.close} onPress={() => hideBatch(app)} />
          </header>
          <p className="batch-lead">{say.batch.lead(batch.scans.length, batch.name)}</p>
          <BatchForm batch={batch} />
          {batch.error && (
            <p className="batch-error" role="alert">
              {wording(batch.error)}
            </p>
          )}
          <BatchProgress batch={batch} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must scroll by keyboard too. */}
          <section className="batch-scans" aria-label={say.batch.scans} tabIndex={0}>
            <ul>
              {batch.scans.map((scan, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change, and two files may have one name.
                <BatchRow key={n} scan={scan} />
              ))}
            </ul>
          </section>
        </>
      )}
    </dialog>
  );
}

function BatchProgress({ batch }: { readonly batch: Batch }) {
  const { over, failed, of } = batchCount(batch);
  return (
    <div className="batch-progress">
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={say.batch.progressBar}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={over}
      >
        <div style={{ transform: `scaleX(${over / of})` }} />
      </div>
      <p role="status">{say.batch.progress(over, of, failed)}</p>
    </div>
  );
}
