import { chooseLayout, showBody, showPreset } from '#commands/choose-view.ts';
import { windowPresets } from '#commands/windows.ts';
import type { State } from '#state/store.ts';
import { Icon, type IconName } from '#ui/kit/icon.tsx';
import { decimalsFor, fixed } from '#ui/kit/numbers.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { LAYOUTS } from './layouts.ts';

export function ViewToolbar() {
  return (
    <div className="view-toolbar" role="toolbar" aria-label="Views">
      <LayoutButtons />
      <WindowSelect />
      <BodySwitch />
    </div>
  );
}

function LayoutButtons() {
  const app = useApp();
  const current = useAppState(({ layout }) => layout);
  return (
    <fieldset className="segmented">
      <legend className="unseen">Layout</legend>
      {LAYOUTS.map(({ layout, name }, index) => (
        <button
          key={layout}
          type="button"
          aria-pressed={layout === current}
          title={`${name} (${index + 1})`}
          onClick={() => chooseLayout(app, layout)}
        >
          <Icon name={layout satisfies IconName} />
          {name}
        </button>
      ))}
    </fieldset>
  );
}

function WindowSelect() {
  const app = useApp();
  const info = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info : undefined));
  const shown = useAppState((state) => state.window);
  if (!info || !shown) return null;
  const presets = windowPresets(info.modality, info.range);
  return (
    <div className="window-select">
      <label className="field">
        <span>Window</span>
        <select value={shown.preset ?? 'custom'} onChange={(event) => showPreset(app, event.target.value)}>
          {presets.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
          {shown.preset === undefined && <option value="custom">By hand</option>}
        </select>
      </label>
      <WindowNumbers shown={shown} />
    </div>
  );
}

function BodySwitch() {
  const app = useApp();
  const body = useAppState((state) => state.body);
  const hasObjects = useAppState(({ findings }) => findings.some(({ kind }) => kind === 'found'));
  return (
    <label className="field" title="Show the scan itself round the objects in 3D">
      <input
        type="checkbox"
        checked={body || !hasObjects}
        disabled={!hasObjects}
        onChange={(event) => showBody(app, event.target.checked)}
      />
      <span>Body in 3D</span>
    </label>
  );
}

function WindowNumbers({ shown: { low, high } }: { readonly shown: NonNullable<State['window']> }) {
  const decimals = decimalsFor(high - low);
  return (
    <span
      className="window-numbers"
      title="Width and level. Drag with the right mouse button to change them."
    >
      W {fixed(high - low, decimals)} L {fixed((low + high) / 2, decimals)}
    </span>
  );
}
