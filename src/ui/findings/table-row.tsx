import { selectFinding } from '#commands/select-finding.ts';
import { say } from '#messages/say.ts';
import type { FindingRow } from '#results/finding-rows.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import type { Figures } from '#volume/figures.ts';
import { VerdictSign } from './verdict-sign.tsx';

interface TableRowProps {
  readonly row: FindingRow;
}

/** One answer; a press on it makes its object the one that the views and the list are about. */
export function TableRow({ row }: TableRowProps) {
  const app = useApp();
  const { id, name, answer, measurement, reason, verdict } = row;
  // Of what no model has answered there is nothing to be tested.
  const isTested = row.isTested || row.existence === undefined;
  const isSelected = useAppState(({ selected }) => selected === id);
  const { fixed, millilitres } = say.numbers;
  const { none, range } = say.table;
  const isFound = answer === 'found';
  const box = measurement?.boxMm;
  const voxels = measurement?.box;
  const marks = [
    row.fromFile ? say.segmentations.origin(row.fromFile.file, row.fromFile.label) : '',
    reason ? say.findings.absence[reason] : '',
    answer === 'not-understood' ? say.findings.notAStructure : '',
    measurement && measurement.cutBy.length > 0 ? say.table.cut(measurement.cutBy) : '',
    isTested || answer === 'not-understood' ? '' : say.findings.untested('other'),
    ...(verdict?.doubts.map(say.verdict.doubt) ?? []),
  ];
  return (
    // Its name is a button, for the keyboard.
    <tr
      data-answer={answer}
      aria-current={isSelected}
      onClick={isFound ? () => selectFinding(app, id) : undefined}
    >
      <th scope="row">{isFound ? <button type="button">{name}</button> : name}</th>
      <td>{measurement ? millilitres(measurement.volumeMl) : none}</td>
      <FigureCells figures={measurement?.figures} />
      <td>{verdict && isFound ? <VerdictSign {...verdict} /> : none}</td>
      <td className="to-know">{marks.filter(Boolean).join('; ')}</td>
      {([0, 1, 2] as const).map((axis) => (
        <td key={axis}>{box ? range(fixed(box.from[axis], 0), fixed(box.to[axis], 0)) : none}</td>
      ))}
      <td>
        {voxels
          ? ([0, 1, 2] as const).map((axis) => `${voxels.from[axis]}–${voxels.to[axis] - 1}`).join(', ')
          : none}
      </td>
    </tr>
  );
}

/** Surface and diameter. */
function FigureCells({ figures }: { readonly figures: Figures | undefined }) {
  const [surface, diameter] = [figures?.surfaceMm2, figures?.longestDiameterMm];
  return (
    <>
      <td>{surface === undefined ? say.table.none : say.numbers.significant(surface / 100, 4)}</td>
      <td>{diameter === undefined ? say.table.none : say.numbers.fixed(diameter, 0)}</td>
    </>
  );
}
