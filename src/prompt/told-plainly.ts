import { withBoxesTold } from './check-boxes.ts';
import { withFindingTold, withHeadingsTold } from './headings.ts';
import { withNotOnlyTold } from './not-only.ts';
import { withNumbersTold } from './numbered.ts';
import { sideOf } from './side.ts';
import { withListNotNeeded, withListTakenAway, withoutReminders, withSignsTold } from './taken-away.ts';
import { withAnswersTold, withBothSidesTold, withStruckTold } from './yes-no.ts';

/** In this order: a list may be told by a heading, and begin with what only reminds. */
const WAYS = [
  withNumbersTold,
  withAnswersTold,
  withFindingTold,
  withHeadingsTold,
  withSignsTold,
  withoutReminders,
  withListTakenAway,
  withListNotNeeded,
  withNotOnlyTold,
];

/** `wish` with what boxes, headings and lists say of all that they stand at told at each thing, where `isKnown` knows it. */
export function toldPlainly(wish: string, isKnown: (text: string) => boolean): string {
  return WAYS.reduce(
    (text, told) => told(text, isKnown),
    withBothSidesTold(withStruckTold(withBoxesTold(legible(wish))), sideOf),
  );
}

/**
 * Without what nobody sees, "l i v e r" in one, and one space or line end where there are many: what is padded with thousands
 * would be read for seconds.
 */
function legible(text: string): string {
  return (
    text
      // Soft hyphens and marks of direction.
      .replace(/[\u00AD\u200B\u200E\u200F\u2060\uFEFF]|%E2%80%8B/gu, '')
      .replace(/%20/gu, ' ')
      // Letters, not the signs of scripts in which one may be a name: "肝 脾 胃 肾 胰".
      .replace(/^\s*[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}](?: \p{L}){4,}\s*$/u, (spaced) =>
        spaced.replaceAll(' ', ''),
      )
      // "From" and its noun are one word in Hebrew: "חוץ מהכבד".
      .replace(/(?<!\p{L})(?:חוץ מ|פרט ל)(?=\p{Script=Hebrew})/gu, '$& ')
      .replace(/[^\S\n]{2,}/gu, ' ')
      .replace(/\n\s+/gu, '\n')
  );
}
