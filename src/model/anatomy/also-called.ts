import { anatomyOf } from './anatomy-of.ts';

/** What else people call the structures of these names, in every language that the lists have, with a side and without. */
export function alsoCalled(names: readonly string[]): readonly string[] {
  const { classes, groups } = anatomyOf(names.flatMap((name) => [name, `${name} left`, `${name} right`]));
  return [...classes.flatMap((each) => each?.synonyms ?? []), ...groups.flatMap((each) => each.names)];
}
