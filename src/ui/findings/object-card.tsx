import { alterFinding, locateFinding, removeFinding } from '#commands/alter-finding.ts';
import { exportMask, exportProbability } from '#commands/export-findings.ts';
import type { FoundObject } from '#results/finding.ts';
import { fromHex, toHex } from '#ui/kit/colors.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { millilitres } from '#ui/kit/numbers.ts';
import { useApp } from '#ui/use-app.ts';
import { OtherModality } from './other-modality.tsx';
import { PresenceScore } from './presence-score.tsx';
import { SliceReading } from './slice-reading.tsx';
import { Untested } from './untested.tsx';

interface ObjectCardProps {
  readonly finding: FoundObject;
}

export function ObjectCard({ finding }: ObjectCardProps) {
  const { title, prompt, visible, measurement, existence, source } = finding;
  return (
    <article className="card" data-hidden={!visible} aria-label={title}>
      <div className="card-head">
        <ColorWell finding={finding} />
        <h3 title={`Asked for as “${prompt}”`}>{title}</h3>
        <ObjectActions finding={finding} />
      </div>
      <dl className="card-facts">
        <div>
          <dt className="unseen">Volume</dt>
          <dd className="volume">{millilitres(measurement.volumeMl)}</dd>
        </div>
        <PresenceScore existence={existence} />
      </dl>
      {measurement.cutBy.length > 0 && (
        <p className="mark" title="It goes up to the edge of what was scanned, so the whole may be larger.">
          <Icon name="edge" />
          Cut by the edge of the scan ({measurement.cutBy.join(', ')})
        </p>
      )}
      {!source.isTested && <Untested modality={source.modality} />}
      <SliceReading slices={source.slices} />
      <OtherModality modality={source.modality} />
      <OpacitySlider finding={finding} />
    </article>
  );
}

function ColorWell({ finding: { id, title, color } }: ObjectCardProps) {
  const app = useApp();
  return (
    <input
      type="color"
      className="color-well"
      aria-label={`Colour of ${title}`}
      value={toHex(color)}
      onChange={(event) => alterFinding(app, id, { color: fromHex(event.target.value) })}
    />
  );
}

function OpacitySlider({ finding: { id, title, opacity, visible } }: ObjectCardProps) {
  const app = useApp();
  return (
    <input
      type="range"
      className="opacity"
      min={5}
      max={100}
      step={5}
      disabled={!visible}
      aria-label={`Opacity of ${title}`}
      aria-valuetext={`${Math.round(100 * opacity)} percent`}
      value={Math.round(100 * opacity)}
      onChange={(event) => alterFinding(app, id, { opacity: Number(event.target.value) / 100 })}
    />
  );
}

function ObjectActions({ finding: { id, title, visible } }: ObjectCardProps) {
  const app = useApp();
  return (
    <div className="card-actions">
      <IconButton
        icon={visible ? 'eye' : 'eye-off'}
        label={visible ? `Hide ${title}` : `Show ${title}`}
        pressed={visible}
        onPress={() => alterFinding(app, id, { visible: !visible })}
      />
      <IconButton icon="locate" label={`Go to ${title}`} onPress={() => locateFinding(app, id)} />
      <IconButton
        icon="download"
        label={`Save the mask of ${title} as NIfTI`}
        onPress={() => exportMask(app, id)}
      />
      <IconButton
        icon="download"
        label={`Save the probabilities of ${title} as NIfTI`}
        onPress={() => exportProbability(app, id)}
      />
      <IconButton icon="trash" label={`Delete ${title}`} onPress={() => removeFinding(app, id)} />
    </div>
  );
}
