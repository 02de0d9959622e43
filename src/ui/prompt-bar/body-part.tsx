import { recognisePart } from '#commands/body-parts.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { useOfferedParts } from './use-offered.ts';

/** What the scan shows, for models whose questions depend on it. */
export function BodyPartSelect() {
  const parts = useOfferedParts();
  const part = useAppState((state) => state.part);
  const askingChanged = useAppState((state) => state.askingChanged);
  if (parts.length === 0) return null;
  return (
    <label className="field" title={say.asking.partHint}>
      <span>{say.asking.part}</span>
      <select
        value={part ?? ''}
        onChange={({ target }) => askingChanged({ part: parts.find((each) => each === target.value) })}
      >
        <option value="">{say.asking.notSaid}</option>
        {parts.map((each) => (
          <option key={each} value={each}>
            {say.asking.parts[each]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The same as one click each, which asks at once. */
export function BodyPartChips() {
  const app = useApp();
  const parts = useOfferedParts();
  return (
    <span className="chips">
      {parts.map((each) => (
        <button key={each} type="button" className="chip" onClick={() => void recognisePart(app, each)}>
          {say.asking.parts[each]}
        </button>
      ))}
    </span>
  );
}
