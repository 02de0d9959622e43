import { useRef } from 'react';
import { closeVolume } from '#commands/close-volume.ts';
import { openVolume } from '#commands/open-volume.ts';
import { AboutDialog } from '#ui/about/about-dialog.tsx';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { FilePicker } from './file-picker.tsx';
import { ScanFacts } from './scan-facts.tsx';

export function TitleBar() {
  const app = useApp();
  const isOpen = useAppState(({ volume }) => volume.at === 'ready');
  const about = useRef<HTMLDialogElement>(null);
  return (
    <header className="title-bar">
      <h1 className="brand">
        parse<span>3d</span>
      </h1>
      <ScanFacts />
      <div className="title-actions">
        {isOpen && (
          <>
            <FilePicker className="button" onPick={(file) => void openVolume(app, file)}>
              <Icon name="open" />
              <span>Open another scan</span>
            </FilePicker>
            <IconButton icon="close" label="Close this scan" onPress={() => void closeVolume(app)} />
          </>
        )}
        <IconButton icon="info" label="About parse3d" onPress={() => about.current?.showModal()} />
      </div>
      <AboutDialog ref={about} />
    </header>
  );
}
