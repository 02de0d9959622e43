import { asksForEverything } from './everything.ts';
import { sideOf } from './side.ts';

const NOT_ONLY =
  '(?:not (?:just|only|merely)|nicht (?:nur|bloß|allein)|(?:ne |non )?pas (?:seulement|juste|uniquement)|non seulement|no (?:s[oó]lo|solamente|únicamente)|non (?:solo|soltanto)|não (?:só|apenas|somente)|niet alleen|nie tylko|не только|inte bara|ikke (?:bare|kun))';
const BUT_ALSO =
  '(?:but|sondern|mais|sino|ma|mas|maar|ale|lecz|а|но|utan|men)(?: (?:also|rather|auch|aussi|también|anche|também|ook|także|też|również|и|также|också|även|også))?';

/** "All organs, not just the liver" */
const BEHIND = new RegExp(`^(.+?)[\\s,;(–—-]+(?:and )?${NOT_ONLY}\\s+([^,;()]+?)[)\\s.!]*$`, 'isu');
/** "Not just the liver but also the spleen", "not just the liver, all organs" */
const BEFORE = new RegExp(
  `^\\s*${NOT_ONLY}\\s+([^,;]+?)(?:[,;]?\\s+(${BUT_ALSO})\\s+|[,;]\\s*)([^,;].*)$`,
  'isu',
);

/** `text` with what it wants besides something told in one way, where `isWish` knows both: what is not all leaves nothing out. */
export function withNotOnlyTold(text: string, isWish: (text: string) => boolean): string {
  return besidesBehind(text, isWish) ?? besidesBefore(text, isWish) ?? text;
}

function besidesBehind(text: string, isWish: (text: string) => boolean): string | undefined {
  const [, first, besides] = BEHIND.exec(text) ?? [];
  if (!first || !besides || !isWish(besides)) return undefined;
  // "The kidneys, not just the left one"
  if (asksForEverything(first) || sideOf(besides)) return first;
  return isWish(first) ? `${first}, ${besides}` : undefined;
}

function besidesBefore(text: string, isWish: (text: string) => boolean): string | undefined {
  const [, first, but, other] = BEFORE.exec(text) ?? [];
  if (!first || !other || !isWish(first)) return undefined;
  if (asksForEverything(other)) return other;
  return but && isWish(other) ? `${first}, ${other}` : undefined;
}
