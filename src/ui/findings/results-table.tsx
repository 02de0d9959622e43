import type { Ref } from 'react';
import { exportReport, exportText } from '#commands/export-findings.ts';
import { say } from '#messages/say.ts';
import { EXPORT_IDS } from '#results/exports.ts';
import { type FindingRow, findingRows } from '#results/finding-rows.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Every answer as a line: found first and the largest of them first, with the box of each. */
export function ResultsTable({ ref }: { readonly ref: Ref<HTMLDialogElement> }) {
  const app = useApp();
  const findings = useAppState((state) => state.findings);
  const rows = findingRows(findings);
  const found = rows.filter(({ answer }) => answer === 'found').length;
  return (
    <dialog ref={ref} className="about results" aria-labelledby="results-title">
      <h2 id="results-title">{say.table.title(found, rows.length)}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must scroll by keyboard too. */}
      <section className="results-scroll" aria-labelledby="results-title" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say.table.structure}</th>
              <th scope="col">{say.table.volume}</th>
              <th scope="col" title={say.table.presenceHint}>
                {say.table.presence}
              </th>
              {say.table.sides.map((side) => (
                <th key={side} scope="col">
                  {side}
                </th>
              ))}
              <th scope="col">{say.table.voxels}</th>
              <th scope="col">{say.table.toKnow}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      <p>{say.table.explained}</p>
      <form method="dialog" className="results-actions">
        {EXPORT_IDS.map((id) => (
          <button key={id} type="button" className="button" onClick={() => exportText(app, id)}>
            <Icon name="download" />
            {say.table.exports[id]}
          </button>
        ))}
        <button type="button" className="button" onClick={() => exportReport(app)}>
          <Icon name="download" />
          {say.table.json}
        </button>
        <button type="submit" className="button primary">
          {say.table.close}
        </button>
      </form>
    </dialog>
  );
}

function Row({
  row: { name, answer, reason, existence, isTested, measurement },
}: {
  readonly row: FindingRow;
}) {
  const { fixed } = say.numbers;
  const box = measurement?.boxMm;
  const voxels = measurement?.box;
  const marks = [
    reason ? say.findings.absence[reason] : '',
    answer === 'not-understood' ? say.table.notUnderstood : '',
    measurement && measurement.cutBy.length > 0 ? say.table.cut(measurement.cutBy) : '',
    isTested || answer === 'not-understood' ? '' : say.findings.untestedElse,
  ];
  return (
    <tr data-answer={answer}>
      <th scope="row">{name}</th>
      <td>{measurement ? say.numbers.millilitres(measurement.volumeMl) : say.table.none}</td>
      <td>{existence === undefined ? say.table.none : say.numbers.fixed(existence, 2)}</td>
      {([0, 1, 2] as const).map((axis) => (
        <td key={axis}>
          {box ? say.table.range(fixed(box.from[axis], 0), fixed(box.to[axis], 0)) : say.table.none}
        </td>
      ))}
      <td>
        {voxels
          ? ([0, 1, 2] as const).map((axis) => `${voxels.from[axis]}–${voxels.to[axis] - 1}`).join(', ')
          : say.table.none}
      </td>
      <td>{marks.filter(Boolean).join('; ')}</td>
    </tr>
  );
}
