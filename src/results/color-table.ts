import type { FoundObject } from './finding.ts';

/**
 * What the numbers of a label map mean, as 3D Slicer's colour table (.ctbl): a line with number, name, red, green, blue and opacity
 * each. Names have no spaces there; Slicer shows the underscores in their place as spaces again.
 */
export function colorTable(objects: readonly Pick<FoundObject, 'title' | 'labelId' | 'color'>[]): string {
  const sorted = [...objects].sort((a, b) => a.labelId - b.labelId);
  const lines = sorted.map(
    ({ title, labelId, color }) => `${labelId} ${bareName(title)} ${color.join(' ')} 255\n`,
  );
  return `# Color table file, written by parse3d\n# ${sorted.length + 1} values\n0 Background 0 0 0 0\n${lines.join('')}`;
}

/** Without what would end a name in the middle. */
function bareName(title: string): string {
  return title.replace(/[\s\p{C}]+/gu, '_').replaceAll('#', '_') || 'object';
}
