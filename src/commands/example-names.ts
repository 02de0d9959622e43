/** Up to `most` of the names of a pack, taken from all over it, each without its side and once. */
export function exampleNames(structures: readonly { readonly name: string }[], most = 6): readonly string[] {
  const names = [...new Set(structures.map(({ name }) => name.replace(/^(?:left|right) /, '')))];
  const count = Math.min(most, names.length);
  return Array.from({ length: count }, (_, n) => names[Math.floor((n * names.length) / count)] ?? '');
}
