/** Files that name the version, and what becomes of them. Each gives the new text. @throws Error where the place is not found. */
export const EDITS: Readonly<Record<string, (text: string, version: string, day: string) => string>> = {
  'package.json': (text, version) =>
    replaced(text, /^( {2}"version": )"[^"]*"/m, `$1"${version}"`, 'version'),
  'package-lock.json': (text, version) => {
    const head = replaced(text, /^( {2}"version": )"[^"]*"/m, `$1"${version}"`, 'version');
    return replaced(head, /^( {6}"version": )"[^"]*"/m, `$1"${version}"`, 'version of packages[""]');
  },
  'CITATION.cff': (text, version, day) => {
    const numbered = replaced(text, /^version: .*$/m, `version: ${version}`, 'version');
    return replaced(numbered, /^date-released: .*$/m, `date-released: ${day}`, 'date-released');
  },
  'CHANGELOG.md': (text, version, day) =>
    replaced(text, /^## Unreleased$/m, `## Unreleased\n\n## App ${version} (${day})`, '“## Unreleased”'),
};

function replaced(text: string, pattern: RegExp, by: string, what: string): string {
  if (!pattern.test(text)) throw new Error(`has no ${what}`);
  return text.replace(pattern, by);
}

/** What stands below “Unreleased”, as far as the next version. */
export function unreleased(changelog: string): string {
  const [, behind = ''] = changelog.split(/^## Unreleased$/m);
  return (behind.split(/^## /m)[0] ?? '').trim();
}
