import { exportLabelMap, exportReport } from '#commands/export-findings.ts';
import { recognise } from '#commands/recognise.ts';
import { say } from '#messages/say.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { FindingList } from './finding-list.tsx';
import { AskAgain, FindingsSummary } from './findings-summary.tsx';
import { KeepPieces } from './keep-pieces.tsx';
import { ListHead } from './list-head.tsx';

export function FindingsPanel() {
  const hasFindings = useAppState(({ findings }) => findings.length > 0);
  return (
    <section className="findings" aria-labelledby="findings-title">
      <ListHead />
      {hasFindings ? (
        <>
          <FindingsSummary />
          <AskAgain />
          <FindingList />
        </>
      ) : (
        <EmptyPanel />
      )}
      <KeepPieces />
      <ExportBar />
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

function ExportBar() {
  const app = useApp();
  const objects = useAppState(({ findings }) => findings.filter(({ kind }) => kind === 'found').length);
  const answers = useAppState(({ findings }) => findings.length);
  return (
    <div className="export-bar">
      <button
        type="button"
        className="button"
        disabled={objects === 0}
        title={say.findings.labelMapHint}
        onClick={() => exportLabelMap(app)}
      >
        <Icon name="download" />
        {say.findings.labelMap}
      </button>
      <button
        type="button"
        className="button"
        disabled={answers === 0}
        title={say.findings.reportHint}
        onClick={() => exportReport(app)}
      >
        <Icon name="download" />
        {say.findings.report}
      </button>
    </div>
  );
}
