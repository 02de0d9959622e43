/** A GitHub table: text to the left in the first column, figures to the right in the others. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = `|---|${'--:|'.repeat(Math.max(0, header.length - 1))}`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}
