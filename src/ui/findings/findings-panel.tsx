import { useEffect, useRef } from 'react';
import { exportLabelMap, exportReport } from '#commands/export-findings.ts';
import type { Finding } from '#state/findings-slice.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { AbsentCard, PuzzledCard } from './answer-cards.tsx';
import { ObjectCard } from './object-card.tsx';

export function FindingsPanel() {
  const findings = useAppState((state) => state.findings);
  const list = useRef<HTMLUListElement>(null);
  const shown = useRef(0);
  useEffect(() => {
    // The first of the new answers, should they be more than fit.
    if (findings.length > shown.current)
      list.current?.children[shown.current]?.scrollIntoView({ block: 'nearest' });
    shown.current = findings.length;
  }, [findings.length]);
  return (
    <section className="findings" aria-labelledby="findings-title">
      <h2 id="findings-title">Findings</h2>
      {findings.length === 0 ? (
        <p className="findings-empty">Objects appear here, with their volume, as you ask for them.</p>
      ) : (
        <ul className="finding-list" ref={list}>
          {findings.map((finding) => (
            <li key={finding.id}>
              <Card finding={finding} />
            </li>
          ))}
        </ul>
      )}
      <ExportBar />
    </section>
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
