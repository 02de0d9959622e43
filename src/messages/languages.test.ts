import { expect, test } from 'vitest';
import { en, type Messages } from './en.ts';
import { LANGUAGE_NAMES, languageFor } from './languages.ts';

const other = (words: string): Messages => ({ ...en, notices: { ...en.notices, dismiss: words } });
const LANGUAGES = {
  en: async () => en,
  de: async () => other('Ausblenden'),
  'pt-BR': async () => other('Dispensar'),
  'zh-Hans': async () => other('关闭'),
};

test.each([
  [['de-AT', 'en'], 'de', 'Ausblenden'],
  [['fr', 'de'], 'de', 'Ausblenden'],
  [['en-US', 'de'], 'en', 'Dismiss'],
  [['pt-BR'], 'pt-BR', 'Dispensar'],
  [['pt-PT'], 'en', 'Dismiss'],
  [['toString'], 'en', 'Dismiss'],
  [['no tag', 'de'], 'de', 'Ausblenden'],
  [['zh-CN', 'en'], 'zh-Hans', '关闭'],
  [['zh'], 'zh-Hans', '关闭'],
  [['zh-SG'], 'zh-Hans', '关闭'],
  // Read in traditional characters, and what comes next is what their readers asked for.
  [['zh-TW', 'de'], 'de', 'Ausblenden'],
  [['zh-Hant-HK'], 'en', 'Dismiss'],
  [[], 'en', 'Dismiss'],
])('who reads %j is spoken to in %s', async (wanted, tag, words) => {
  const language = await languageFor(wanted, LANGUAGES);
  expect(language.tag).toBe(tag);
  expect(language.messages.notices.dismiss).toBe(words);
});

test('the page has German, by itself and for each of its countries, and English for all others', async () => {
  const german = await languageFor(['de-DE', 'en-US']);
  expect(german.tag).toBe('de');
  expect(german.messages.notices.dismiss).toBe('Ausblenden');
  expect((await languageFor(['de'])).tag).toBe('de');
  expect((await languageFor(['gsw', 'de-CH'])).tag).toBe('de');
  expect(await languageFor(['tlh-US'])).toEqual({ tag: 'en', messages: en });
});

test('the page has Chinese in simplified characters', async () => {
  const chinese = await languageFor(['zh-CN', 'en-US']);
  expect(chinese.tag).toBe('zh-Hans');
  expect(chinese.messages.prompt.find).toBe('查找');
});

test('each language that can be chosen is there, and a choice goes before what the browser asks for', async () => {
  for (const tag of Object.keys(LANGUAGE_NAMES)) expect((await languageFor([tag, 'en', 'de'])).tag).toBe(tag);
});
