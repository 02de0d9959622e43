import { chooseLayout, showBody, showPreset } from '#commands/choose-view.ts';
import { windowPresets } from '#commands/windows.ts';
import { decimalsFor } from '#messages/numbers.ts';
import { say } from '#messages/say.ts';
import type { State } from '#state/store.ts';
import { EditEntry } from '#ui/edit/edit-entry.tsx';
import { Icon, type IconName } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { LAYOUTS } from './layouts.ts';

export function ViewToolbar() {
  return (
    <div className="view-toolbar" role="toolbar" aria-label={say.views.tools}>
      <LayoutButtons />
      <WindowSelect />
      <BodySwitch />
      <EditEntry />
    </div>
  );
}

function LayoutButtons() {
  const app = useApp();
  const current = useAppState(({ layout }) => layout);
  return (
    <fieldset className="segmented">
      <legend className="unseen">{say.views.layout}</legend>
      {LAYOUTS.map((layout, index) => (
        <button
          key={layout}
          type="button"
          aria-pressed={layout === current}
          title={say.views.layoutHint(say.views.layouts[layout], index + 1)}
          onClick={() => chooseLayout(app, layout)}
        >
          <Icon name={layout satisfies IconName} />
          {say.views.layouts[layout]}
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
        <span>{say.views.window}</span>
        <select value={shown.preset ?? 'custom'} onChange={(event) => showPreset(app, event.target.value)}>
          {presets.map(({ key }) => (
            <option key={key} value={key}>
              {say.views.windows[key]}
            </option>
          ))}
          {shown.preset === undefined && <option value="custom">{say.views.byHand}</option>}
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
    <label className="field" title={say.views.bodyHint}>
      <input
        type="checkbox"
        checked={body || !hasObjects}
        disabled={!hasObjects}
        onChange={(event) => showBody(app, event.target.checked)}
      />
      <span>{say.views.body}</span>
    </label>
  );
}

function WindowNumbers({ shown: { low, high } }: { readonly shown: NonNullable<State['window']> }) {
  const { fixed } = say.numbers;
  const decimals = decimalsFor(high - low);
  return (
    <span className="window-numbers" title={say.views.windowNumbersHint}>
      {say.views.windowNumbers(fixed(high - low, decimals), fixed((low + high) / 2, decimals))}
    </span>
  );
}
