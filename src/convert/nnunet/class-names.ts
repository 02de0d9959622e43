/** A class as people call it: “kidney_right” is a right kidney, “lung_upper_lobe_left” a left lung upper lobe. */
export function cleanName(label: string): string {
  const words = label
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[\s_]+/)
    .filter((word) => word !== '');
  const side = words.findIndex((word) => /^(?:left|right|l|r)$/i.test(word));
  const [found] = side >= 0 && words.length > 1 ? words.splice(side, 1) : [];
  const named = words.map((word) => (/^vertebrae$/i.test(word) && words.length > 1 ? 'vertebra' : word));
  return [...(found === undefined ? [] : [SIDES[found.toLowerCase()] ?? found]), ...named].join(' ');
}

const SIDES: Readonly<Record<string, string>> = { l: 'left', r: 'right', left: 'left', right: 'right' };

export interface NamedClass {
  readonly id: string;
  readonly name: string;
  readonly labelId: number;
  readonly color: readonly [number, number, number];
}

/** The classes of a model, the background aside, each with an id and a name of its own. */
export function nameClasses(classes: readonly string[]): readonly NamedClass[] {
  const ids = new Set<string>();
  const names = new Set<string>();
  return classes.slice(1).map((label, n) => {
    const labelId = n + 1;
    const own = cleanName(label).slice(0, 200) || `class ${labelId}`;
    const name = names.has(own.toLowerCase()) ? `${own} (${labelId})` : own;
    names.add(name.toLowerCase());
    const slug =
      label
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '_')
        .slice(0, 200) || `class_${labelId}`;
    const id = ids.has(slug) ? `${slug}_${labelId}` : slug;
    ids.add(id);
    return { id, name, labelId, color: colorOf(labelId) };
  });
}

/** Of the circle of hues, so that neighbouring labels lie far apart: its golden section. */
const GOLDEN_DEGREES = 137.508;

/** sRGB of a label: the same in every pack. Bright enough to be seen over a scan, in two shades by turns. */
function colorOf(labelId: number): readonly [number, number, number] {
  const hue = (labelId * GOLDEN_DEGREES) % 360;
  const lightness = labelId % 2 === 0 ? 0.62 : 0.72;
  const chroma = (1 - Math.abs(2 * lightness - 1)) * 0.65;
  const channel = (n: number) => {
    const at = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - (chroma / 2) * Math.max(-1, Math.min(at - 3, 9 - at, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
