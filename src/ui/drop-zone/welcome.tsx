import { useRef } from 'react';
import { openSample } from '#commands/open-sample.ts';
import { say } from '#messages/say.ts';
import { FILE_FORMATS } from '#results/file-names.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { Rich } from '#ui/kit/rich.tsx';
import { KeptOn } from '#ui/sessions/kept-on.tsx';
import { ScanPicker } from '#ui/title-bar/scan-picker.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { useFocusHandedOn } from './use-focus-handed-on.ts';

/** What the page shows before any scan is open. */
export function Welcome() {
  const app = useApp();
  const section = useRef<HTMLElement>(null);
  useFocusHandedOn(section);
  const reading = useAppState(({ opening }) => opening.at === 'reading');
  return (
    <section ref={section} className="welcome" aria-labelledby="welcome-title">
      <div className="welcome-card">
        <h2 id="welcome-title">{say.welcome.title}</h2>
        <p className="welcome-lead">{say.welcome.lead}</p>
        <KeptOn />
        <div className="welcome-target">
          <p className="welcome-drop">
            <Rich text={say.welcome.drop(FILE_FORMATS)} />
          </p>
          <div className="welcome-actions">
            <ScanPicker className="button primary">
              <Icon name="open" />
              {say.welcome.choose}
            </ScanPicker>
            <ScanPicker className="button" isFolder>
              {say.welcome.chooseFolder}
            </ScanPicker>
            <button type="button" className="button" disabled={reading} onClick={() => void openSample(app)}>
              {say.welcome.sample}
            </button>
          </div>
        </div>
        <p className="welcome-privacy">
          <Icon name="lock" />
          {say.welcome.privacy}
        </p>
      </div>
    </section>
  );
}
