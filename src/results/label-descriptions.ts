import type { FoundObject } from './finding.ts';

const HEAD = `################################################
# Labels of a label map, as ITK-SNAP reads them.
# IDX   -R-  -G-  -B-  -A--  VIS MSH  LABEL
################################################
`;

/**
 * What the numbers of a label map mean: one line per object with its colour, in ITK-SNAP's label description format. What
 * the format has no means to write in a name, quotation marks and line ends, becomes an apostrophe or a space.
 */
export function labelDescriptions(
  objects: readonly Pick<FoundObject, 'title' | 'labelId' | 'color'>[],
): string {
  const sorted = [...objects].sort((a, b) => a.labelId - b.labelId);
  const lines = [
    line(0, [0, 0, 0], 0, 'Clear Label'),
    ...sorted.map(({ title, labelId, color }) => line(labelId, color, 1, title)),
  ];
  return HEAD + lines.join('');
}

/** `shown`: opacity, and whether slices and 3D show it. */
function line(label: number, color: readonly number[], shown: 0 | 1, name: string): string {
  const cells = [label, ...color, shown, shown, shown].map((value) => String(value).padStart(5)).join('');
  const safe = name.replaceAll('"', "'").replace(/\p{C}+/gu, ' ');
  return `${cells}  "${safe}"\n`;
}
