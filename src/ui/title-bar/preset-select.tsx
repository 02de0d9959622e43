import { say } from '#messages/say.ts';
import type { VolumeInfo } from '#state/volume-slice.ts';
import { useAppState } from '#ui/use-app.ts';

/** How grey values are made of the scan for a model that reads bytes; nothing where the model does not. */
export function PresetSelect({ modality }: Pick<VolumeInfo, 'modality'>) {
  const model = useAppState((state) => (state.model.at === 'ready' ? state.model.model : undefined));
  const preset = useAppState((state) => state.preset);
  const askingChanged = useAppState((state) => state.askingChanged);
  const own = model?.presets.filter((each) => each.modality === modality) ?? [];
  if (!model?.sharesWork || own.length === 0) return null;
  return (
    <label className="field" title={say.title.modelSeesHint}>
      <span>{say.title.modelSees}</span>
      <select
        value={own.some(({ id }) => id === preset) ? preset : ''}
        onChange={(event) => askingChanged({ preset: event.target.value || undefined })}
      >
        <option value="">{say.title.asPromptNeeds}</option>
        {own.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
