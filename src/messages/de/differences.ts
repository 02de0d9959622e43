import { numbers } from './words.ts';

/** How the tensors of a checkpoint depart from those that were expected. */
export function difference(
  names: Readonly<Record<'missing' | 'unknown' | 'misshapen', readonly string[]>>,
): string {
  const parts = [
    { names: names.missing, what: { one: 'Tensor fehlt', other: 'Tensoren fehlen' } },
    { names: names.unknown, what: { one: 'Tensor ist unbekannt', other: 'Tensoren sind unbekannt' } },
    {
      names: names.misshapen,
      what: { one: 'Tensor hat eine andere Form', other: 'Tensoren haben eine andere Form' },
    },
  ].filter((part) => part.names.length > 0);
  return parts
    .map(
      (part) =>
        `${part.names.length} ${numbers.plural(part.names.length, part.what)}, zum Beispiel ${part.names[0]}`,
    )
    .join('; ');
}
