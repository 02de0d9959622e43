import { say } from '#messages/say.ts';
import './styles/index.css';
import { BatchDialog } from './batch/batch-dialog.tsx';
import { ComparisonPanel } from './comparison/comparison-panel.tsx';
import { DropZone } from './drop-zone/drop-zone.tsx';
import { Welcome } from './drop-zone/welcome.tsx';
import { AgainDialog } from './edit/again-dialog.tsx';
import { FindingsPanel } from './findings/findings-panel.tsx';
import { ResultsTable } from './findings/results-table.tsx';
import { KeysDialog } from './keys/keys-dialog.tsx';
import { ModelManager } from './model-manager/model-manager.tsx';
import { StatusBar } from './model-status/status-bar.tsx';
import { Notices } from './notices/notices.tsx';
import { PassportDialog } from './passport/passport-dialog.tsx';
import { PromptBar } from './prompt-bar/prompt-bar.tsx';
import { ScanChooser } from './scan-chooser/scan-chooser.tsx';
import { LossDialog } from './sessions/loss-dialog.tsx';
import { OpenScans } from './sessions/open-scans.tsx';
import { TitleBar } from './title-bar/title-bar.tsx';
import { useApp, useAppState } from './use-app.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { ViewerPanel } from './viewer-panel/viewer-panel.tsx';

interface WorkbenchProps {
  /** Holds the canvas that the viewer draws on. */
  readonly stage: HTMLElement;
}

export function Workbench({ stage }: WorkbenchProps) {
  useShortcuts(useApp());
  const isOpen = useAppState(({ volume }) => volume.at === 'ready');
  return (
    <div className="page">
      <div>
        <TitleBar />
        <OpenScans />
      </div>
      <Notices />
      <main className="workbench" data-open={isOpen}>
        {!isOpen && <Welcome />}
        <ViewerPanel stage={stage} />
        {isOpen && <ResultsTable />}
        {isOpen && <ComparisonPanel />}
        {isOpen && (
          <aside className="side-panel" aria-label={say.prompt.panel}>
            <PromptBar />
            <FindingsPanel />
          </aside>
        )}
      </main>
      <StatusBar />
      <DropZone />
      <ModelManager />
      <ScanChooser />
      <BatchDialog />
      <KeysDialog />
      <AgainDialog />
      <LossDialog />
      <PassportDialog />
    </div>
  );
}
