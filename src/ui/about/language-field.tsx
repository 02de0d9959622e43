import { useState } from 'react';
import { LANGUAGE_NAMES } from '#messages/languages.ts';
import { say } from '#messages/say.ts';
import { useApp } from '#ui/use-app.ts';

/** Which language the page speaks. What is drawn is not drawn anew, so a choice takes a reload, and that is asked for apart. */
export function LanguageField() {
  const { rememberedLanguage, reload } = useApp();
  const [isChanged, setChanged] = useState(false);
  return (
    <div className="language">
      <label className="field">
        <span>{say.about.language}</span>
        <select
          defaultValue={rememberedLanguage.read() ?? ''}
          onChange={({ target }) => {
            rememberedLanguage.write(target.value || undefined);
            setChanged(true);
          }}
        >
          <option value="">{say.about.languageOfBrowser}</option>
          {Object.entries(LANGUAGE_NAMES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div role="status">
        {isChanged && (
          <>
            <p>{say.about.languageHint}</p>
            <button type="button" className="button" onClick={reload}>
              {say.about.reload}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
