/** Letters that stay one when their accents are taken off. */
const LETTERS: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ı: 'i',
};

/** `text`, in lower case, as on a keyboard without accents. Letters of other scripts stay. */
export function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[œæßłøđı]/g, (letter) => LETTERS[letter] ?? letter);
}
