import { alterFinding, locateFinding } from '#commands/alter-finding.ts';
import { exportMask, exportProbability, exportSurface } from '#commands/export-findings.ts';
import { say } from '#messages/say.ts';
import type { FoundObject } from '#results/finding.ts';
import { fromHex, toHex } from '#ui/kit/colors.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp } from '#ui/use-app.ts';
import { useCautions } from './cautions.ts';
import { Figures } from './figures.tsx';
import { FindingRow, MarkSentence, type RowState } from './finding-row.tsx';
import { OutlineControls } from './outline-controls.tsx';
import { PresenceScore } from './presence-score.tsx';
import { SliceReading } from './slice-reading.tsx';

interface ObjectProps {
  readonly finding: FoundObject;
}

/** An object that was found: what it is and how large, with what can be done with it below. */
export function ObjectRow({ finding, ...row }: ObjectProps & RowState) {
  const app = useApp();
  const { id, title, prompt, visible, measurement, existence, source, color } = finding;
  const cautions = useCautions(source, measurement);
  return (
    <FindingRow
      {...row}
      name={title}
      hint={say.findings.askedFor(prompt)}
      isHidden={!visible}
      sign={<span className="swatch" style={{ background: toHex(color) }} />}
      marks={cautions}
      verdict={<span className="volume">{say.numbers.millilitres(measurement.volumeMl)}</span>}
      actions={
        <IconButton
          icon={visible ? 'eye' : 'eye-off'}
          label={visible ? say.findings.hide(title) : say.findings.show(title)}
          onPress={() => alterFinding(app, id, { visible: !visible })}
        />
      }
    >
      {cautions.map((caution) => (
        <MarkSentence key={caution.text} mark={caution} hint={caution.hint} />
      ))}
      <SliceReading slices={source.slices} />
      <Look finding={finding} />
      <OutlineControls finding={finding} />
      <Figures figures={measurement.figures} modality={source.modality} />
      <div className="finding-foot">
        <PresenceScore existence={existence} />
        <ObjectActions finding={finding} onDelete={row.onDelete} />
      </div>
    </FindingRow>
  );
}

/** Colour and opacity. */
function Look({ finding: { id, title, color, opacity, visible } }: ObjectProps) {
  const app = useApp();
  return (
    <div className="finding-look">
      <input
        type="color"
        className="color-well"
        aria-label={say.findings.colour(title)}
        value={toHex(color)}
        onChange={(event) => alterFinding(app, id, { color: fromHex(event.target.value) })}
      />
      <input
        type="range"
        className="opacity"
        min={5}
        max={100}
        step={5}
        disabled={!visible}
        aria-label={say.findings.opacity(title)}
        aria-valuetext={say.findings.percent(Math.round(100 * opacity))}
        value={Math.round(100 * opacity)}
        onChange={(event) => alterFinding(app, id, { opacity: Number(event.target.value) / 100 })}
      />
    </div>
  );
}

function ObjectActions({ finding: { id, title }, onDelete }: ObjectProps & Pick<RowState, 'onDelete'>) {
  const app = useApp();
  return (
    <div className="finding-actions">
      <IconButton icon="locate" label={say.findings.goTo(title)} onPress={() => locateFinding(app, id)} />
      <IconButton icon="mask" label={say.findings.save(title)} onPress={() => exportMask(app, id)} />
      <IconButton
        icon="probabilities"
        label={say.findings.saveProbabilities(title)}
        onPress={() => exportProbability(app, id)}
      />
      <IconButton
        icon="mesh"
        label={say.findings.saveSurface(title)}
        onPress={() => exportSurface(app, id)}
      />
      <IconButton icon="trash" label={say.findings.remove(title)} onPress={onDelete} />
    </div>
  );
}
