import { clip, endClip, frameSelected, resetViews, toggleShown } from '#commands/choose-shown.ts';
import { chooseLayout, showBody } from '#commands/choose-view.ts';
import { say } from '#messages/say.ts';
import type { Shown } from '#state/view-slice.ts';
import { EditEntry } from '#ui/edit/edit-entry.tsx';
import { Icon, type IconName } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { LAYOUTS } from './layouts.ts';
import { ToolButtons } from './tool-buttons.tsx';
import { ViewOptions } from './view-options.tsx';
import { WindowFields } from './window-fields.tsx';

export function ViewToolbar() {
  return (
    <div className="view-toolbar" role="toolbar" aria-label={say.views.tools}>
      <LayoutButtons />
      <WindowFields />
      <ToolButtons />
      <ShownButtons />
      <ViewOptions />
      <EditEntry />
    </div>
  );
}

function LayoutButtons() {
  const app = useApp();
  const current = useAppState(({ layout }) => layout);
  return (
    <fieldset className="segmented layout-buttons">
      <legend className="unseen">{say.views.layout}</legend>
      {LAYOUTS.map((layout, index) => (
        <button
          key={layout}
          type="button"
          aria-pressed={layout === current}
          aria-label={say.views.layouts[layout]}
          title={say.views.layoutHint(say.views.layouts[layout], index + 1)}
          onClick={() => chooseLayout(app, layout)}
        >
          <Icon name={layout satisfies IconName} />
          <span>{say.views.layouts[layout]}</span>
        </button>
      ))}
    </fieldset>
  );
}

const OVER_SLICES: readonly (keyof Shown)[] = ['crosshair', 'boxes', 'legend'];

function ShownButtons() {
  const app = useApp();
  const shown = useAppState((state) => state.shown);
  return (
    <div className="shown-buttons">
      {OVER_SLICES.map((what) => (
        <IconButton
          key={what}
          icon={what}
          label={say.views.shown[what]}
          pressed={shown[what]}
          onPress={() => toggleShown(app, what)}
        />
      ))}
      <SolidButtons />
      <IconButton icon="reset" label={say.views.reset} onPress={() => resetViews(app)} />
    </div>
  );
}

function SolidButtons() {
  const app = useApp();
  const isCut = useAppState((state) => state.clip !== undefined);
  const body = useAppState((state) => state.body);
  const hasObjects = useAppState(({ findings }) => findings.some(({ kind }) => kind === 'found'));
  const isSelected = useAppState(({ selected }) => selected !== undefined);
  return (
    <>
      <IconButton
        icon="body"
        label={say.views.body}
        pressed={body || !hasObjects}
        disabled={!hasObjects}
        onPress={() => showBody(app, !body)}
      />
      <IconButton
        icon="clip"
        label={say.views.clip}
        pressed={isCut}
        onPress={() => (isCut ? endClip(app) : clip(app, {}))}
      />
      <IconButton
        icon="frame"
        label={say.views.frame}
        disabled={!isSelected}
        onPress={() => frameSelected(app)}
      />
    </>
  );
}
