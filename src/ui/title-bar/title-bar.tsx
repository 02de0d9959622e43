import { useRef } from 'react';
import { closeShown } from '#commands/session/switch-scan.ts';
import { say } from '#messages/say.ts';
import { AboutDialog } from '#ui/about/about-dialog.tsx';
import { showKeys } from '#ui/keys/show-keys.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { showDialog } from '#ui/kit/show-dialog.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { FoundButton } from './found-button.tsx';
import { ScanFacts } from './scan-facts.tsx';
import { ScanPicker } from './scan-picker.tsx';

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
        <FoundButton />
        {isOpen && (
          <>
            <ScanPicker className="button">
              <Icon name="open" />
              <span>{say.title.openAnother}</span>
            </ScanPicker>
            <ScanPicker className="icon-button" isFolder label={say.title.openFolder}>
              <Icon name="folder" />
            </ScanPicker>
            <IconButton icon="close" label={say.title.close} onPress={() => void closeShown(app)} />
          </>
        )}
        <IconButton icon="keys" label={say.keys.open} onPress={showKeys} />
        <IconButton icon="info" label={say.title.about} onPress={() => showDialog(about.current)} />
      </div>
      <AboutDialog ref={about} />
    </header>
  );
}
