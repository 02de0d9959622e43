import { restoreOutline } from '#commands/adjust-outline.ts';
import { alterFinding, locateFinding } from '#commands/alter-finding.ts';
import { exportMask, exportProbability, exportSurface } from '#commands/export-findings.ts';
import { canBeParted } from '#commands/part-instances.ts';
import { showAlone } from '#commands/show-objects.ts';
import { say } from '#messages/say.ts';
import { structureName } from '#messages/structure-name.ts';
import { isEdited } from '#results/edit-tools.ts';
import { type FoundObject, isByModel } from '#results/finding.ts';
import type { Verdict } from '#results/verdict.ts';
import { fromHex, toHex } from '#ui/kit/colors.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp } from '#ui/use-app.ts';
import { type Caution, useCautions } from './cautions.ts';
import { ExistenceCurve } from './existence-curve.tsx';
import { Eye } from './eye.tsx';
import { Figures } from './figures.tsx';
import { FindingRow, MarkSentence, type RowState } from './finding-row.tsx';
import { NameField } from './name-field.tsx';
import { NotLookedAt } from './not-looked-at.tsx';
import { OneEach } from './one-each.tsx';
import { OutlineControls } from './outline-controls.tsx';
import { SliceReading } from './slice-reading.tsx';
import { VerdictReasons, VerdictSign } from './verdict-sign.tsx';

interface ObjectProps {
  readonly finding: FoundObject;
}

/** What can be done with a row beyond opening it. */
export interface RowActions {
  readonly isRenaming: boolean;
  onRename(): void;
  onRenamed(name: string | undefined, byKey: boolean): void;
  /** Takes the object away and gives the focus to the next one. */
  onDelete(): void;
}

interface ObjectRowProps extends ObjectProps, RowState, RowActions {
  readonly verdict: Verdict;
}

/** An object that was found: what it is, what to think of it and how large, with what can be done with it below. */
export function ObjectRow({ finding, verdict, ...row }: ObjectRowProps) {
  const { id, title, prompt, visible, measurement, existence, source, color } = finding;
  const ofScan = useCautions(finding);
  const isOurs = isByModel(finding);
  const cautions = [...fileMark(finding), ...handMark(finding, isOurs ? verdict : undefined), ...ofScan];
  return (
    <FindingRow
      {...row}
      rowId={id}
      name={title}
      hint={prompt ? say.findings.askedFor(structureName(prompt)) : title}
      isHidden={!visible}
      sign={<span className="swatch" style={{ background: toHex(color) }} />}
      marks={cautions}
      // What a person has drawn, or a file has, is not a model's answer to be doubted.
      verdict={isOurs && <VerdictSign {...verdict} />}
      volume={say.numbers.millilitres(measurement.volumeMl)}
      actions={<Eye name={title} objects={[finding]} />}
      nameField={row.isRenaming ? <NameField name={title} onDone={row.onRenamed} /> : undefined}
    >
      {isOurs && <VerdictReasons {...verdict} />}
      {cautions.map((caution) => (
        <MarkSentence key={caution.text} mark={caution} hint={caution.hint} />
      ))}
      <FromFile finding={finding} />
      <NotLookedAt {...source} />
      <SliceReading slices={source.slices} />
      <ExistenceCurve slices={source.slices} />
      {isOurs && <p className="slice-reading">{say.findings.by(source.model, source.version)}</p>}
      <Look finding={finding} />
      <OutlineControls finding={finding} />
      {canBeParted(finding) && <OneEach id={id} />}
      <Figures figures={measurement.figures} modality={source.modality} />
      {isOurs && <p className="presence">{say.findings.presence(existence)}</p>}
      <ObjectActions finding={finding} {...row} />
    </FindingRow>
  );
}

/** That it came from a file, and from which. */
function fileMark({ fromFile }: FoundObject): readonly Caution[] {
  if (!fromFile) return [];
  const { fromFile: text, origin } = say.segmentations;
  return [{ icon: 'mask', isQuiet: true, text, hint: origin(fromFile.file, fromFile.label) }];
}

/** Which file it came from, and the way back to what that has. */
function FromFile({ finding: { id, fromFile, isChanged } }: ObjectProps) {
  const app = useApp();
  if (!fromFile) return null;
  return (
    <p className="slice-reading">
      {say.segmentations.origin(fromFile.file, fromFile.label)}
      {isChanged && (
        <>
          {' '}
          <button type="button" className="link" onClick={() => void restoreOutline(app, id)}>
            {say.findings.asFile}
          </button>
        </>
      )}
    </p>
  );
}

/** That a person has changed or drawn it, and with what; only with what where its verdict says that it is edited. */
function handMark({ edits, isDrawn }: FoundObject, verdict: Verdict | undefined): readonly Caution[] {
  if (!isDrawn && !isEdited(edits)) return [];
  const how = say.edit.counts(edits);
  if (how && verdict?.doubts.some(({ kind }) => kind === 'edited')) {
    return [{ icon: 'pencil', isQuiet: true, text: how, hint: say.edit.byHand }];
  }
  const text = isDrawn ? say.edit.drawnByHand : say.edit.byHand;
  return [{ icon: 'pencil', isQuiet: true, text, hint: how }];
}

/** Colour and opacity. */
function Look({ finding: { id, title, color, opacity, visible } }: ObjectProps) {
  const app = useApp();
  const percent = say.findings.percentSign(Math.round(100 * opacity));
  return (
    <div className="finding-look">
      <input
        type="color"
        className="color-well"
        aria-label={say.findings.colour(title)}
        title={say.findings.colour(title)}
        value={toHex(color)}
        onChange={(event) => alterFinding(app, id, { color: fromHex(event.target.value) })}
      />
      <label>
        <span>{say.findings.opacityLabel}</span>
        <input
          type="range"
          min={5}
          max={100}
          step={5}
          disabled={!visible}
          aria-label={say.findings.opacity(title)}
          aria-valuetext={percent}
          value={Math.round(100 * opacity)}
          onChange={(event) => alterFinding(app, id, { opacity: Number(event.target.value) / 100 })}
        />
        <output>{percent}</output>
      </label>
    </div>
  );
}

type ObjectActionsProps = ObjectProps & Pick<RowActions, 'onRename' | 'onDelete'>;

function ObjectActions({ finding: { id, title }, onRename, onDelete }: ObjectActionsProps) {
  const app = useApp();
  return (
    <div className="object-actions">
      <IconButton icon="locate" label={say.findings.goTo(title)} onPress={() => locateFinding(app, id)} />
      <IconButton icon="alone" label={say.findings.alone(title)} onPress={() => showAlone(app, [id])} />
      <IconButton icon="rename" label={say.findings.rename(title)} onPress={onRename} />
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
