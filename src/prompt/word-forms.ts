import words from './words/forms.json' with { type: 'json' };

/**
 * Other forms of names, for whatever `named` gives for these: in the cases of languages that have any, without signs that a keyboard
 * lacks, as clinics shorten them, and what is said of an organ by an adjective, "hepatic volume".
 */
export function otherForms<Meaning>(
  named: (name: string) => Meaning | undefined,
): readonly (readonly [form: string, meaning: Meaning])[] {
  const forms = [...Object.entries(words.names), ...Object.entries(words.adjectives).map(measured)];
  return forms.flatMap(([name, others]) => {
    const meaning = named(name);
    return meaning === undefined ? [] : others.map((form) => [form, meaning] as const);
  });
}

function measured([name, adjectives]: readonly [string, readonly string[]]) {
  const said = adjectives.flatMap((adjective) =>
    words.measures.flatMap((measure) => [`${adjective} ${measure}`, `${measure} ${adjective}`]),
  );
  return [name, said] as const;
}
