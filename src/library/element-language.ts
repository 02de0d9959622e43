import { languageFor } from '#messages/languages.ts';
import { speak } from '#messages/say.ts';
import type * as Api from './api.ts';

const LANGUAGES: Readonly<Record<string, NonNullable<Api.EngineOptions['language']>>> = {
  de: 'de',
  'zh-Hans': 'zh',
};

const { tag, messages } = await languageFor([document.documentElement.lang]);
speak(messages);

/** Elements speak the language that their page says it is in, where there is it; else English. */
export const pageLanguage = LANGUAGES[tag] ?? 'en';
