const CHECKED = '\\[[xX✓✔]\\]|\\([xX✓✔]\\)|[☑✅✓✔🗹👍]';
const UNCHECKED = '\\[ ?\\]|\\( \\)|[☐⬜🔲]';
const CROSSED = '[☒✗✘❌✖👎🚫]';
const BOX = new RegExp(`(${CHECKED})|(${UNCHECKED})|(${CROSSED})`, 'gu');

/**
 * `text` with the boxes of a list told in words, "[x] liver [ ] spleen" as "liver, without spleen". Where no box is checked, empty ones are those of a list of
 * things to do, and only what is crossed is left out.
 */
export function withBoxesTold(text: string): string {
  const boxes = [...text.matchAll(BOX)];
  const [first] = boxes;
  if (!first) return text;
  const isAnyChecked = boxes.some(([, checked]) => checked !== undefined);
  const isLeftOut = (box: RegExpExecArray | undefined) =>
    box?.[3] !== undefined || (isAnyChecked && box?.[2] !== undefined);
  if (!boxes.some(isLeftOut)) return text;
  const isBefore = /^[\s*-]*$/u.test(text.slice(0, first.index));
  const pieces = text.split(new RegExp([CHECKED, UNCHECKED, CROSSED].join('|'), 'gu'));
  // A box belongs to what follows it, or to what stands before it.
  const told = pieces.flatMap((piece, n) => {
    const words = piece.replace(/^[\s,;-]+(?:\d+[.)]\s+)?|[\s,;*-]+$|\s\d+[.)]\s*$/gu, '');
    if (words === '') return [];
    return isLeftOut(boxes[isBefore ? n - 1 : n]) ? `without ${words}` : words;
  });
  return told.join(', ');
}
