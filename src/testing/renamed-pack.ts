/** The manifest of an analytic pack under another name, with other names for its structures and the same labels. */
export function renamedPack(json: string): string {
  const manifest = JSON.parse(json) as { readonly structures: readonly { readonly id: string }[] };
  const NAMES: Readonly<Record<string, string>> = { edge: 'rim', inner: 'core', zenith: 'nadir' };
  const structures = manifest.structures.map((structure) => {
    const name = NAMES[structure.id] ?? structure.id;
    return { ...structure, id: name, name };
  });
  return JSON.stringify({ ...manifest, id: 'renamed', name: 'Renamed', structures, groups: [] });
}
