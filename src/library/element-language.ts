import { languageFor } from '#messages/languages.ts';
import { speak } from '#messages/say.ts';

const { tag, messages } = await languageFor([document.documentElement.lang]);
speak(messages);

/** Elements speak the language that their page says it is in, where there is it; else English. */
export const pageLanguage = tag;
