import { useRef } from 'react';
import { removeFinding } from '#commands/alter-finding.ts';
import { recognise } from '#commands/recognise.ts';
import { say } from '#messages/say.ts';
import type { Finding } from '#results/finding.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { AbsentRow, PuzzledRow } from './answer-rows.tsx';
import type { RowState } from './finding-row.tsx';
import { KeepPieces } from './keep-pieces.tsx';
import { ObjectRow } from './object-row.tsx';
import { ResultsTable } from './results-table.tsx';
import { SaveMenu } from './save-menu.tsx';
import { useOpenFinding } from './use-open-finding.ts';

export function FindingsPanel() {
  const hasFindings = useAppState(({ findings }) => findings.length > 0);
  return (
    <section className="findings" aria-labelledby="findings-title">
      <PanelHead hasFindings={hasFindings} />
      {hasFindings ? <FindingList /> : <EmptyPanel />}
      <KeepPieces />
      <SaveMenu />
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

function FindingList() {
  const app = useApp();
  const findings = useAppState((state) => state.findings);
  const list = useRef<HTMLUListElement>(null);
  const shown = foundFirst(findings);
  const { openId, toggle } = useOpenFinding(shown, list);

  function remove(index: number) {
    const row = list.current?.children[index + 1] ?? list.current?.children[index - 1];
    // The button that was pressed is about to go, and the focus with it.
    row?.querySelector('button')?.focus();
    const finding = shown[index];
    if (finding) removeFinding(app, finding.id);
  }

  return (
    <ul className="finding-list" ref={list}>
      {shown.map((finding, index) => (
        <li key={finding.id}>
          <Row
            finding={finding}
            isOpen={finding.id === openId}
            onToggle={() => toggle(finding.id)}
            onDelete={() => remove(index)}
          />
        </li>
      ))}
    </ul>
  );
}

/** What was found in the order it was asked for, then what was not. */
function foundFirst(findings: readonly Finding[]): readonly Finding[] {
  const isAbsent = ({ kind }: Finding) => kind === 'not-found';
  return [...findings.filter((each) => !isAbsent(each)), ...findings.filter(isAbsent)];
}

function PanelHead({ hasFindings }: { readonly hasFindings: boolean }) {
  const app = useApp();
  const table = useRef<HTMLDialogElement>(null);
  return (
    <div className="findings-head">
      <h2 id="findings-title">{say.findings.title}</h2>
      {hasFindings && (
        <>
          <button type="button" className="chip" onClick={() => void recognise(app)}>
            {say.findings.recognise}
          </button>
          <IconButton icon="table" label={say.findings.asTable} onPress={() => table.current?.showModal()} />
        </>
      )}
      <ResultsTable ref={table} />
    </div>
  );
}

function Row({ finding, ...row }: { readonly finding: Finding } & RowState) {
  switch (finding.kind) {
    case 'found':
      return <ObjectRow finding={finding} {...row} />;
    case 'not-found':
      return <AbsentRow finding={finding} {...row} />;
    case 'not-understood':
      return <PuzzledRow finding={finding} {...row} />;
  }
}
