/** Stands at the head of every page that is written by `npm run reference`. */
export const STAMP =
  '*Written by `npm run reference` from the code; a test fails where the two differ. Do not edit it by hand.*';

/** `text` as it may stand in a cell of a table and in a page that takes HTML for what it is; what is between backticks stays. */
export function inCell(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`')
        ? part.replaceAll('|', '\\|')
        : part.replaceAll('<', '&lt;').replaceAll('|', '\\|').replaceAll('*', '\\*'),
    )
    .join('');
}
