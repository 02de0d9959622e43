import { useState } from 'react';
import { askedAsDeclared, ORIENTATIONS } from '#commands/ask-options.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** How a model that goes slice by slice is asked; shown for such a model alone. */
export function AskOptions() {
  const isOffered = useAppState(({ model }) => model.at === 'ready' && model.model.sharesWork);
  if (!isOffered) return null;
  return (
    <details className="region-menu">
      <summary>{say.asking.how}</summary>
      <div className="region-choices">
        <Orientation />
        <Existence />
        <Seed />
        <Together />
        <AsDeclared />
      </div>
    </details>
  );
}

function Orientation() {
  const axes = useAppState((state) => state.axes);
  const askingChanged = useAppState((state) => state.askingChanged);
  return (
    <label className="field" title={say.asking.orientationHint}>
      <span>{say.asking.orientation}</span>
      <select
        value={axes ?? ''}
        onChange={({ target }) => askingChanged({ axes: target.value || undefined })}
      >
        <option value="">{say.asking.asTrained}</option>
        {ORIENTATIONS.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </label>
  );
}

function Existence() {
  const own = useAppState(({ model }) =>
    model.at === 'ready' ? model.model.facts.thresholds.existenceThreshold : undefined,
  );
  const threshold = useAppState((state) => state.existenceThreshold);
  const askingChanged = useAppState((state) => state.askingChanged);
  const percent = Math.round(100 * (threshold ?? own ?? 0.5));
  return (
    <label className="field" title={say.asking.existenceHint}>
      <span>{say.asking.existence}</span>
      <input
        type="range"
        min={5}
        max={95}
        step={5}
        value={percent}
        aria-valuetext={say.findings.percent(percent)}
        onChange={({ target }) => askingChanged({ existenceThreshold: target.valueAsNumber / 100 })}
      />
      <output>{say.findings.percentSign(percent)}</output>
    </label>
  );
}

function Seed() {
  const seed = useAppState((state) => state.seed);
  const askingChanged = useAppState((state) => state.askingChanged);
  return (
    <label className="field" title={say.asking.seedHint}>
      <span>{say.asking.seed}</span>
      <input
        type="text"
        size={8}
        maxLength={40}
        placeholder="0"
        value={seed ?? ''}
        onChange={({ target }) => askingChanged({ seed: target.value.trim() || undefined })}
      />
    </label>
  );
}

function Together() {
  const together = useAppState((state) => state.together);
  const askingChanged = useAppState((state) => state.askingChanged);
  return (
    <label className="field" title={say.asking.togetherHint}>
      <input
        type="checkbox"
        checked={together}
        onChange={({ target }) => askingChanged({ together: target.checked })}
      />
      {say.asking.together}
    </label>
  );
}

/** What was chosen holds for the next prompts; taken back, the model decides again. */
function AsDeclared() {
  const app = useApp();
  const isChanged = useAppState(
    ({ axes, existenceThreshold, seed, together, preset }) =>
      together || [axes, existenceThreshold, seed, preset].some((each) => each !== undefined),
  );
  const [wasChanged, setChanged] = useState(false);
  if (!isChanged) return <p role="status">{wasChanged ? say.asking.asDeclaredNow : say.asking.forNext}</p>;
  return (
    <button
      type="button"
      className="link"
      onClick={() => {
        askedAsDeclared(app);
        setChanged(true);
      }}
    >
      {say.asking.asDeclared}
    </button>
  );
}
