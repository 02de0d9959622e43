import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { hasReference, referenceJson } from '#testing/npz.ts';
import { clipTokenizer } from './clip-tokenizer.ts';

const SHIPPED = new URL('../../public/models/medimageparse3d/clip-merges.txt.gz', import.meta.url);
const tokensOf = clipTokenizer(gunzipSync(readFileSync(SHIPPED)).toString(), 77);

test.each([
  // OpenAI's own tokenizer gives these.
  ['liver in abdomen CT', [49406, 12639, 530, 596, 2164, 576, 1122, 49407]],
  ['Liver  in\tAbdomen ct ', [49406, 12639, 530, 596, 2164, 576, 1122, 49407]],
  ['liver', [49406, 12639, 49407]],
  ['CT imaging of the liver in the abdomen', [49406, 1122, 14231, 539, 518, 12639, 530, 518]],
])('%j is cut as CLIP cuts it', (text, ids) => {
  expect([...tokensOf(text)].slice(0, ids.length)).toEqual(ids);
});

test('curly quotes and wide letters read as plain ones', () => {
  expect([...tokensOf('patient’s “liver”')]).toEqual([...tokensOf('patient\'s "liver"')]);
  expect([...tokensOf('ＦＵＬＬ liver')]).toEqual([...tokensOf('full liver')]);
});

test('a prompt with more tokens than the model can read is refused, not cut', () => {
  expect(() => tokensOf('liver '.repeat(75))).not.toThrow();
  expect(() => tokensOf('liver '.repeat(76))).toThrow(AppError);
});

test('without merges every letter is a token, and the last of a word its own', () => {
  expect([...clipTokenizer('', 77)('ab')]).toEqual([512, 64, 256 + 65, 513]);
});

test.runIf(hasReference)('every prompt of the reference is cut as the original does', () => {
  const { prompts } = referenceJson('text_tokens.json') as {
    prompts: { prompt: string; ids: number[]; needs_unicode_repair: boolean }[];
  };
  // The original cuts what is too long, and repairs HTML.
  const plain = prompts.filter((each) => each.ids.length < 77 && !each.needs_unicode_repair);
  expect(plain.length).toBeGreaterThan(20);
  for (const { prompt, ids } of plain) expect([...tokensOf(prompt)], prompt).toEqual(ids);
});
