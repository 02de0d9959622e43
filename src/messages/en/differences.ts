/** How the tensors of a checkpoint depart from those that were expected. */
export function difference(
  names: Readonly<Record<'missing' | 'unknown' | 'misshapen', readonly string[]>>,
): string {
  const parts = [
    { names: names.missing, what: 'missing' },
    { names: names.unknown, what: 'unknown' },
    { names: names.misshapen, what: 'of another shape' },
  ].filter((part) => part.names.length > 0);
  return parts
    .map((part) => `${part.names.length} tensors ${part.what}, such as ${part.names[0]}`)
    .join('; ');
}
