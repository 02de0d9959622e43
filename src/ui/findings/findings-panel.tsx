import { recognise } from '#commands/body-parts.ts';
import { say } from '#messages/say.ts';
import { KeepQuestion } from '#ui/sessions/kept-work.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { FindingList } from './finding-list.tsx';
import { AskAgain, FindingsSummary } from './findings-summary.tsx';
import { KeepPieces } from './keep-pieces.tsx';
import { ListHead } from './list-head.tsx';
import { NameLabels } from './name-labels.tsx';
import { SaveMenu } from './save-menu.tsx';
import { ScanDoubtOffer } from './scan-doubt.tsx';

export function FindingsPanel() {
  const hasFindings = useAppState(({ findings }) => findings.length > 0);
  return (
    <section className="findings" aria-labelledby="findings-title">
      <ListHead />
      {hasFindings && (
        <>
          <FindingsSummary />
          <AskAgain />
        </>
      )}
      <ScanDoubtOffer />
      {hasFindings ? (
        <>
          <NameLabels />
          <FindingList />
        </>
      ) : (
        <EmptyPanel />
      )}
      <KeepQuestion />
      <div className="findings-foot">
        <KeepPieces />
        <SaveMenu />
      </div>
    </section>
  );
}

/** Before anything was asked, the best first step. */
function EmptyPanel() {
  const app = useApp();
  const isRunning = useAppState(({ run }) => run.at === 'running');
  return (
    <div className="findings-empty">
      <button
        type="button"
        className="button primary"
        disabled={isRunning}
        onClick={() => void recognise(app)}
      >
        {say.findings.recognise}
      </button>
      <p>{say.findings.recogniseHint}</p>
    </div>
  );
}
