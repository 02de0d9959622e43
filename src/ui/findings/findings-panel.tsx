import { useEffect, useRef } from 'react';
import { exportLabelMap, exportReport } from '#commands/export-findings.ts';
import { recognise } from '#commands/recognise.ts';
import type { Finding } from '#results/finding.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { AbsentCard, PuzzledCard } from './answer-cards.tsx';
import { KeepPieces } from './keep-pieces.tsx';
import { ObjectCard } from './object-card.tsx';
import { ResultsTable } from './results-table.tsx';

export function FindingsPanel() {
  const findings = useAppState((state) => state.findings);
  const latest = useAppState((state) => state.latest);
  const list = useRef<HTMLUListElement>(null);
  const shown = foundFirst(findings);
  useEffect(() => {
    // The first of the new answers, should they be more than fit.
    const first = foundFirst(findings).findIndex(({ id }) => latest?.findings.includes(id));
    list.current?.children[first]?.scrollIntoView({ block: 'nearest' });
  }, [latest, findings]);
  return (
    <section className="findings" aria-labelledby="findings-title">
      <PanelHead count={findings.length} />
      {findings.length === 0 ? (
        <p className="findings-empty">Objects appear here, with their volume, as you ask for them.</p>
      ) : (
        <ul className="finding-list" ref={list}>
          {shown.map((finding) => (
            <li key={finding.id}>
              <Card finding={finding} />
            </li>
          ))}
        </ul>
      )}
      <KeepPieces />
      <ExportBar />
    </section>
  );
}

/** What was found in the order it was asked for, then what was not. */
function foundFirst(findings: readonly Finding[]): readonly Finding[] {
  const isAbsent = ({ kind }: Finding) => kind === 'not-found';
  return [...findings.filter((each) => !isAbsent(each)), ...findings.filter(isAbsent)];
}

function PanelHead({ count }: { readonly count: number }) {
  const app = useApp();
  const table = useRef<HTMLDialogElement>(null);
  return (
    <div className="findings-head">
      <h2 id="findings-title">Findings</h2>
      <button type="button" className="chip" onClick={() => void recognise(app)}>
        What is in this scan?
      </button>
      {count > 0 && (
        <IconButton icon="table" label="Findings as a table" onPress={() => table.current?.showModal()} />
      )}
      <ResultsTable ref={table} />
    </div>
  );
}

function Card({ finding }: { readonly finding: Finding }) {
  switch (finding.kind) {
    case 'found':
      return <ObjectCard finding={finding} />;
    case 'not-found':
      return <AbsentCard finding={finding} />;
    case 'not-understood':
      return <PuzzledCard finding={finding} />;
  }
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
        title="All objects, hidden ones too, in one NIfTI file on the scan’s own grid"
        onClick={() => exportLabelMap(app)}
      >
        <Icon name="download" />
        Label map
      </button>
      <button
        type="button"
        className="button"
        disabled={answers === 0}
        title="Prompts, volumes, scores and what computed them, as JSON"
        onClick={() => exportReport(app)}
      >
        <Icon name="download" />
        Report
      </button>
    </div>
  );
}
