import { en, type Messages } from './en.ts';

/** By its tag (BCP 47). English comes with the page; another is loaded by `import()` when somebody wants it. */
const LANGUAGES: Readonly<Record<string, () => Promise<Messages>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
  'zh-Hans': async () => (await import('./zh.ts')).zh,
};

/** As their speakers call them, to choose from. */
export const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  en: 'English',
  de: 'Deutsch',
  'zh-Hans': '简体中文',
};

export interface Language {
  readonly tag: string;
  readonly messages: Messages;
}

/** The first of `wanted` that there is, or whose language there is in the script that its readers write; else English. */
export async function languageFor(wanted: readonly string[], languages = LANGUAGES): Promise<Language> {
  const tag = wanted.flatMap(known).find((each) => Object.hasOwn(languages, each)) ?? 'en';
  return { tag, messages: (await languages[tag]?.()) ?? en };
}

/**
 * What a tag may be listed as: "de-AT" as "de"; "zh-CN" as "zh-Hans", and "zh-TW", which is read in other characters, not.
 * What is no tag is listed as nothing else.
 */
function known(tag: string): readonly string[] {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return [tag, `${language}-${script}`, language];
  } catch {
    return [tag];
  }
}
