import { type Theme, theme } from '#browser/theme.ts';
import { say } from '#messages/say.ts';

const THEMES: readonly Theme[] = ['dark', 'light'];

/** Whether what is round the images is dark or light. */
export function ThemeField() {
  return (
    <label className="field">
      <span>{say.about.theme}</span>
      <select
        defaultValue={theme.read() ?? ''}
        onChange={({ target }) => theme.choose(THEMES.find((each) => each === target.value))}
      >
        <option value="">{say.about.themeOfSystem}</option>
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {say.about.themes[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
