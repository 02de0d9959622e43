import { type DragEvent, useEffect, useRef } from 'react';
import { droppedFiles } from '#browser/dropped-files.ts';
import { closeManager, refuseInManager, takeDroppedModel } from '#commands/manage-models.ts';
import { say } from '#messages/say.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { BringList } from './bring-list.tsx';
import { ConvertForm } from './convert-form.tsx';
import { DevicePanel } from './device-panel.tsx';
import { JobOutcome } from './job-outcome.tsx';
import { JobPanel } from './job-panel.tsx';
import { NnunetForm } from './nnunet-form.tsx';
import { PackList } from './pack-list.tsx';

/** Where models are added, chosen, checked and removed. */
export function ModelManager() {
  const app = useApp();
  const isManaging = useAppState((state) => state.isManaging);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isManaging) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isManaging]);

  function drop(event: DragEvent) {
    event.preventDefault();
    // The files must be asked for before the event is over.
    droppedFiles(event.dataTransfer).then(
      (dropped) => void takeDroppedModel(app, dropped),
      (error: unknown) => refuseInManager(app, error),
    );
  }

  return (
    <dialog
      ref={dialog}
      className="model-manager"
      aria-labelledby="models-title"
      onClose={() => closeManager(app)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {isManaging && (
        <>
          <header className="manager-head">
            <h2 id="models-title">{say.models.title}</h2>
            <IconButton icon="close" label={say.models.close} onPress={() => closeManager(app)} />
          </header>
          <div className="manager-job">
            <JobOutcome />
            <JobPanel />
          </div>
          <div className="manager-body">
            <PackList />
            <BringList>
              <NnunetForm />
            </BringList>
            <ConvertForm />
            <DevicePanel />
          </div>
        </>
      )}
    </dialog>
  );
}
