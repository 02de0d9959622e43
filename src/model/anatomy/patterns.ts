export type Side = 'left' | 'right';

/** Names by language. */
export type Names = Readonly<Record<string, readonly string[]>>;

/** `{left|right}` in a pattern. */
const SIDES = /\{([^{}|]*)\|([^{}|]*)\}/g;
/** Endings of the German adjectives, by gender and case. */
const ENDINGS = ['e', 'en', 'er', 'es', 'em'];
const GERMAN_SIDE = /^\{link(?:e|en|er|es)\|recht(?:e|en|er|es)\} (.+)$/;

export const hasSides = (pattern: string): boolean => /\{[^{}]*\|[^{}]*\}/.test(pattern);

/** `pattern` for one side: "{linke|rechte} Niere" is "linke Niere". */
export function ofSide(pattern: string, side: Side): string {
  return pattern.replace(SIDES, (_, left: string, right: string) => (side === 'left' ? left : right));
}

/** With German patterns in their other forms: "der linken Niere", "Niere links". */
export function inAllForms(names: Names): readonly string[] {
  return Object.entries(names).flatMap(([language, patterns]) =>
    patterns.flatMap((pattern) => {
      const noun = language === 'de' ? GERMAN_SIDE.exec(pattern)?.[1] : undefined;
      if (noun === undefined) return [pattern];
      return [pattern, `${noun} {links|rechts}`, ...ENDINGS.map((end) => `{link${end}|recht${end}} ${noun}`)];
    }),
  );
}

/** What both sides share the name of, without a side: "kidney", "rein", 肾. None where a side stands within, or is all there is. */
export function withoutSide(pattern: string): readonly string[] {
  const alone = /^\{[^{}]+\}(?: (.+)|(\p{Script=Han}+))$|^(?:(.+) )\{[^{}]+\}$/u.exec(pattern);
  const rest = alone?.slice(1).find((part) => part !== undefined);
  return rest === undefined || hasSides(rest) || / the$/.test(rest) ? [] : [rest];
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const NTH = ['1st', '2nd', '3rd'];

/** Patterns of a family for its member `n`, from 1 on. */
export function counted(
  names: Names,
  { letter = '', n, ordinals }: { readonly letter?: string; readonly n: number; readonly ordinals: Names },
): Names {
  const filled = Object.entries(names).map(([language, patterns]) => [
    language,
    patterns.map((pattern) =>
      pattern
        .replaceAll('{L}', letter)
        .replaceAll('{nth}', NTH[n - 1] ?? `${n}th`)
        .replaceAll('{n}', `${n}`)
        .replaceAll('{roman}', ROMAN[n - 1] ?? `${n}`)
        .replaceAll('{ordinal}', ordinals[language]?.[n - 1] ?? `${n}`),
    ),
  ]);
  return Object.fromEntries(filled);
}
