import { chooseTool } from '#commands/choose-view.ts';
import { chooseMark } from '#commands/draw-marks.ts';
import { say } from '#messages/say.ts';
import type { MarkKind } from '#results/mark.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

const MARKS: readonly MarkKind[] = ['ruler', 'angle', 'ellipse'];

/** What the left button does on slices. */
export function ToolButtons() {
  const app = useApp();
  const tool = useAppState((state) => state.tool);
  const kind = useAppState((state) => state.markKind);
  return (
    <fieldset className="shown-buttons">
      <legend className="unseen">{say.views.leftButton}</legend>
      <IconButton
        icon="pointer"
        label={say.views.navigate}
        pressed={tool === 'navigate'}
        onPress={() => chooseTool(app, 'navigate')}
      />
      <IconButton
        icon="contrast"
        label={say.views.dragContrast}
        pressed={tool === 'window'}
        onPress={() => chooseTool(app, 'window')}
      />
      {MARKS.map((mark) => (
        <IconButton
          key={mark}
          icon={mark}
          label={say.views.markKinds[mark]}
          pressed={tool === 'measure' && kind === mark}
          onPress={() => chooseMark(app, mark)}
        />
      ))}
    </fieldset>
  );
}
