import { en, type Messages } from './en.ts';

/** By its tag (BCP 47). English comes with the page; another is loaded by `import()` when somebody wants it. */
const LANGUAGES: Readonly<Record<string, () => Promise<Messages>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
};

/** As their speakers call them, to choose from. */
export const LANGUAGE_NAMES: Readonly<Record<string, string>> = { en: 'English', de: 'Deutsch' };

export interface Language {
  readonly tag: string;
  readonly messages: Messages;
}

/** The first of `wanted` that there is, or whose language without its region there is; else English. */
export async function languageFor(wanted: readonly string[], languages = LANGUAGES): Promise<Language> {
  const tags = wanted.flatMap((tag) => [tag, tag.split('-')[0] ?? tag]);
  const tag = tags.find((each) => Object.hasOwn(languages, each)) ?? 'en';
  return { tag, messages: (await languages[tag]?.()) ?? en };
}
