import { openSample } from '#commands/open-sample.ts';
import { openVolume } from '#commands/open-volume.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { FilePicker } from '#ui/title-bar/file-picker.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

/** What the page shows before any scan is open. */
export function Welcome() {
  const app = useApp();
  const reading = useAppState(({ opening }) => opening.at === 'reading');
  return (
    <section className="welcome" aria-labelledby="welcome-title">
      <div className="welcome-card">
        <h2 id="welcome-title">Name a structure. See it in 3D.</h2>
        <p className="welcome-lead">
          Open an abdominal CT or MR, type “left kidney”, and parse3d outlines it, measures it and lets you
          save the mask.
        </p>
        <div className="welcome-target">
          <p className="welcome-drop">
            Drop a <code>.nii</code> or <code>.nii.gz</code> file anywhere
          </p>
          <div className="welcome-actions">
            <FilePicker className="button primary" onPick={(file) => void openVolume(app, file)}>
              <Icon name="open" />
              Choose a file
            </FilePicker>
            <button type="button" className="button" disabled={reading} onClick={() => void openSample(app)}>
              Try a sample
            </button>
          </div>
        </div>
        <p className="welcome-privacy">
          <Icon name="lock" />
          Everything is computed in this browser. Your scan never leaves this machine.
        </p>
      </div>
    </section>
  );
}
