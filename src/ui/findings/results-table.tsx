import type { Ref } from 'react';
import { exportReport, exportTable } from '#commands/export-findings.ts';
import { type FindingRow, findingRows } from '#results/finding-rows.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { fixed, millilitres } from '#ui/kit/numbers.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Every answer as a line: found first and the largest of them first, with the box of each. */
export function ResultsTable({ ref }: { readonly ref: Ref<HTMLDialogElement> }) {
  const app = useApp();
  const findings = useAppState((state) => state.findings);
  const rows = findingRows(findings);
  const found = rows.filter(({ answer }) => answer === 'found').length;
  return (
    <dialog ref={ref} className="about results" aria-labelledby="results-title">
      <h2 id="results-title">
        Found {found} of {rows.length}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must scroll by keyboard too. */}
      <section className="results-scroll" aria-labelledby="results-title" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Structure</th>
              <th scope="col">Volume</th>
              <th scope="col" title="How sure the model is that the structure is in the scan at all">
                Presence
              </th>
              <th scope="col">Right, mm</th>
              <th scope="col">Anterior, mm</th>
              <th scope="col">Superior, mm</th>
              <th scope="col">Voxels i, j, k</th>
              <th scope="col">To know</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      <p>
        Right, anterior and superior: from where to where the structure’s box reaches, in mm of the scanner’s
        space (RAS). Voxels: first and last along the stored axes.
      </p>
      <form method="dialog" className="results-actions">
        <button type="button" className="button" onClick={() => exportTable(app)}>
          <Icon name="download" />
          Table (CSV)
        </button>
        <button type="button" className="button" onClick={() => exportReport(app)}>
          <Icon name="download" />
          Report (JSON)
        </button>
        <button type="submit" className="button primary">
          Close
        </button>
      </form>
    </dialog>
  );
}

const ANSWERS = {
  found: '',
  'not-found': 'Not found in this scan',
  'not-understood': 'Not a structure that the model knows',
};

function Row({
  row: { name, answer, reason, existence, isTested, measurement },
}: {
  readonly row: FindingRow;
}) {
  const box = measurement?.boxMm;
  const voxels = measurement?.box;
  const marks = [
    reason === 'too-little' ? 'Not found: too little could be outlined' : ANSWERS[answer],
    measurement && measurement.cutBy.length > 0 ? `Cut by the edge: ${measurement.cutBy.join(', ')}` : '',
    isTested || answer === 'not-understood' ? '' : 'Not tested on this kind of scan',
  ];
  return (
    <tr data-answer={answer}>
      <th scope="row">{name}</th>
      <td>{measurement ? millilitres(measurement.volumeMl) : '–'}</td>
      <td>{existence === undefined ? '–' : existence.toFixed(2)}</td>
      {([0, 1, 2] as const).map((axis) => (
        <td key={axis}>{box ? `${fixed(box.from[axis], 0)} … ${fixed(box.to[axis], 0)}` : '–'}</td>
      ))}
      <td>
        {voxels
          ? ([0, 1, 2] as const).map((axis) => `${voxels.from[axis]}–${voxels.to[axis] - 1}`).join(', ')
          : '–'}
      </td>
      <td>{marks.filter(Boolean).join('; ')}</td>
    </tr>
  );
}
