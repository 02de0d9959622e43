import { useEffect, useId, useState } from 'react';
import { adjustOutline, restoreOutline } from '#commands/adjust-outline.ts';
import { say } from '#messages/say.ts';
import { type FoundObject, isByModel } from '#results/finding.ts';
import { useApp } from '#ui/use-app.ts';
import { PieceList } from './piece-list.tsx';

/** From how probable a voxel on it belongs to an object, and which of its pieces are kept: both act at once. */
export function OutlineControls({ finding }: { readonly finding: FoundObject }) {
  const { id, title, threshold, pieces, isChanged } = finding;
  const app = useApp();
  const label = useId();
  const judged = Math.round(100 * threshold);
  // What the hand is at, which is ahead of what has been judged.
  const [percent, setPercent] = useState(judged);
  useEffect(() => setPercent(judged), [judged]);
  // No probabilities lie behind it.
  if (!isByModel(finding)) return null;
  return (
    <fieldset className="outline-controls" aria-label={say.findings.outline(title)}>
      <label id={label} htmlFor={`${label}-range`} title={say.findings.thresholdHint}>
        {say.findings.threshold}
      </label>
      <input
        id={`${label}-range`}
        type="range"
        min={5}
        max={95}
        step={1}
        value={percent}
        aria-valuetext={say.findings.percent(percent)}
        onChange={(event) => {
          setPercent(Number(event.target.value));
          void adjustOutline(app, id, { threshold: Number(event.target.value) / 100 });
        }}
      />
      <output>{say.findings.percentSign(percent)}</output>
      {pieces.found > 1 && (
        <label className="field">
          <input
            type="checkbox"
            checked={pieces.kept === pieces.found}
            onChange={(event) =>
              void adjustOutline(app, id, { components: event.target.checked ? 'all' : 'largest' })
            }
          />
          {say.findings.allPieces(pieces.found)}
          {pieces.leftOutMl > 0 && ` ${say.findings.leftOut(say.numbers.millilitres(pieces.leftOutMl))}`}
        </label>
      )}
      <PieceList finding={finding} />
      {isChanged && (
        <button type="button" className="link" onClick={() => void restoreOutline(app, id)}>
          {say.findings.asModel}
        </button>
      )}
    </fieldset>
  );
}
