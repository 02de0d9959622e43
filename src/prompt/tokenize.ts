import { AppError } from '#errors.ts';
import type { Tokenizer } from '#model/manifest.ts';

/**
 * Bytes of every text as tokens, (P, maxTokens), zero-padded: the text encoder's input for 'utf8-bytes'.
 * Twin of `to_tokens` in training/mini/model.py.
 *
 * @throws AppError 'prompt-too-long'.
 */
export function tokenize(texts: readonly string[], { maxTokens }: Pick<Tokenizer, 'maxTokens'>): Int32Array {
  const tokens = new Int32Array(texts.length * maxTokens);
  texts.forEach((text, row) => {
    const bytes = utf8(encoderText(text));
    if (bytes.length > maxTokens) throw new AppError('prompt-too-long', { text, maxTokens });
    bytes.forEach((byte, column) => {
      tokens[row * maxTokens + column] = byte + 1;
    });
  });
  return tokens;
}

/** The user's words as the encoder was trained to read them. */
function encoderText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** UTF-8 bytes of `text`; a lone surrogate becomes U+FFFD. The language itself has no other encoder. */
function utf8(text: string): readonly number[] {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
  return (escaped.match(/%[0-9A-F]{2}|[^%]/g) ?? []).map((unit) =>
    unit.length === 3 ? Number.parseInt(unit.slice(1), 16) : unit.charCodeAt(0),
  );
}
