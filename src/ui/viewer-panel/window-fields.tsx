import { useState } from 'react';
import { setWidthOrLevel } from '#commands/adjust-window.ts';
import { showPreset } from '#commands/choose-view.ts';
import { windowPresets } from '#commands/windows.ts';
import { decimalsFor } from '#messages/numbers.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** The display range: a preset, and its width and level to be typed. A double click on those puts the preset back. */
export function WindowFields() {
  const app = useApp();
  const info = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info : undefined));
  const shown = useAppState((state) => state.window);
  if (!info || !shown) return null;
  const { low, high } = shown;
  const decimals = decimalsFor(high - low);
  return (
    <div className="window-select">
      <label className="field">
        <span className="unseen">{say.views.window}</span>
        <select value={shown.preset ?? 'custom'} onChange={(event) => showPreset(app, event.target.value)}>
          {windowPresets(info.modality, info.range).map(({ key }) => (
            <option key={key} value={key}>
              {say.views.windows[key]}
            </option>
          ))}
          {shown.preset === undefined && <option value="custom">{say.views.byHand}</option>}
        </select>
      </label>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a second way to what the list of presets does. */}
      <span
        className="window-numbers"
        title={say.views.windowNumbersHint}
        onDoubleClick={() => showPreset(app)}
      >
        <NumberField
          name={say.views.width}
          letter={say.views.widthLetter}
          value={high - low}
          decimals={decimals}
          onChange={(width) => setWidthOrLevel(app, { width })}
        />
        <NumberField
          name={say.views.level}
          letter={say.views.levelLetter}
          value={(low + high) / 2}
          decimals={decimals}
          onChange={(level) => setWidthOrLevel(app, { level })}
        />
      </span>
    </div>
  );
}

interface NumberFieldProps {
  readonly name: string;
  readonly letter: string;
  readonly value: number;
  readonly decimals: number;
  onChange(value: number): void;
}

/** Takes over what is typed as soon as it is a number; shows the true value when it is left. */
function NumberField({ name, letter, value, decimals, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string>();
  const step = decimals === 0 ? 1 : 10 ** -decimals;
  return (
    <label className="field">
      <span aria-hidden="true">{letter}</span>
      <input
        type="number"
        aria-label={name}
        step={step}
        value={typed ?? value.toFixed(decimals)}
        onChange={({ target }) => {
          setTyped(target.value);
          if (Number.isFinite(target.valueAsNumber)) onChange(target.valueAsNumber);
        }}
        onBlur={() => setTyped(undefined)}
        onKeyDown={({ key }) => key === 'Enter' && setTyped(undefined)}
      />
    </label>
  );
}
