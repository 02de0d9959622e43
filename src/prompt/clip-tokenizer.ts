import { Tokenizer } from '@huggingface/tokenizers';
import { AppError } from '#errors.ts';

const BEGIN = '<|startoftext|>';
const END = '<|endoftext|>';
const WORD_END = '</w>';
const WORDS = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

/**
 * CLIP's byte-pair encoding with the merges of a pack's file, one a line. A text's tokens are (T): between the marks of
 * begin and end, as many as there are, without padding.
 *
 * @throws AppError 'prompt-too-long' from the function that it gives.
 */
export function clipTokenizer(merges: string, maxTokens: number): (text: string) => Int32Array {
  const pairs = merges.split('\n').filter((line) => line.includes(' '));
  const tokenizer = new Tokenizer(
    {
      normalizer: {
        type: 'Sequence',
        normalizers: [
          { type: 'NFC' },
          { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
          { type: 'Lowercase' },
        ],
      },
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [
          { type: 'Split', pattern: { Regex: WORDS }, behavior: 'Removed', invert: true },
          { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
        ],
      },
      post_processor: null,
      decoder: null,
      added_tokens: [],
      model: {
        type: 'BPE',
        unk_token: END,
        continuing_subword_prefix: '',
        end_of_word_suffix: WORD_END,
        vocab: vocabularyOf(pairs),
        merges: pairs,
      },
    },
    {},
  );
  const size = 2 * byteLetters().length + pairs.length;
  return (text) => {
    const { ids } = tokenizer.encode(plainLetters(text), { add_special_tokens: false });
    if (ids.length + 2 > maxTokens) throw new AppError('prompt-too-long', { text, maxTokens });
    return Int32Array.from([size, ...ids, size + 1]);
  };
}

/** Curly quotes as straight ones and full-width letters as plain ones, as the original's tokenizer repairs them. */
function plainLetters(text: string): string {
  return text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\uFF01-\uFF5E]/g, (wide) => wide.normalize('NFKC'));
}

/** Every letter, every letter that ends a word, every merge, then the marks, numbered in this order. */
function vocabularyOf(pairs: readonly string[]): Record<string, number> {
  const letters = byteLetters();
  const tokens = [
    ...letters,
    ...letters.map((letter) => letter + WORD_END),
    ...pairs.map((pair) => pair.replace(' ', '')),
    ...[BEGIN, END],
  ];
  return Object.fromEntries(tokens.map((token, id) => [token, id]));
}

/** The letters that stand for bytes: visible ones for themselves, the others moved beyond. */
function byteLetters(): readonly string[] {
  const visible = [...range(33, 127), ...range(161, 173), ...range(174, 256)];
  const others = range(0, 256).filter((byte) => !visible.includes(byte));
  return [...visible, ...others.map((_, n) => 256 + n)].map((code) => String.fromCodePoint(code));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, n) => from + n);
}
