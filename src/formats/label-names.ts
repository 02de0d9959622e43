import type { ScanContent } from './scan-content.ts';
import type { LabelName } from './segmentation.ts';

/** Tables of names are a few kilobytes; what is longer is none. */
const MOST_BYTES = 4 << 20;
const MOST_NAMES = 65536;
const MOST_CHARACTERS = 100;

/** A line of ITK-SNAP's label descriptions: number, red, green, blue, opacity, shown twice, and the name in quotation marks. */
const ITK_SNAP = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+[\d.]+\s+[01]\s+[01]\s+"([^"]*)"\s*$/;
/** A line of 3D Slicer's colour tables, and of FreeSurfer's: number, name, red, green, blue and opacity. */
const SLICER = /^\s*(\d+)\s+(\S+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*$/;

/**
 * The names of a label map that a file beside it gives: ITK-SNAP's label descriptions, 3D Slicer's or FreeSurfer's colour table.
 * Undefined of a text that is neither. Lines that are no names are left out.
 */
export function labelNames(text: string): readonly LabelName[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const [first] = lines;
  if (first === undefined) return undefined;
  const read = [fromItkSnap, fromSlicer].find((each) => each(first));
  return read && lines.slice(0, MOST_NAMES).flatMap((line) => read(line) ?? []);
}

function fromItkSnap(line: string): LabelName | undefined {
  const [all, label, red, green, blue, name] = ITK_SNAP.exec(line) ?? [];
  if (all === undefined) return undefined;
  return named(label, name, [red, green, blue]);
}

/** Slicer has underscores where a name has spaces. */
function fromSlicer(line: string): LabelName | undefined {
  const [all, label, name, ...color] = SLICER.exec(line) ?? [];
  if (all === undefined) return undefined;
  return named(label, name?.replaceAll('_', ' '), color.slice(0, 3));
}

function named(
  label: string | undefined,
  name: string | undefined,
  color: readonly (string | undefined)[],
): LabelName {
  return { label: Number(label), name: cleanName(name), color: colorOf(color.map(Number)) };
}

/** A name as it may be shown: one line of a hundred characters at most; undefined where nothing is left. */
export function cleanName(name: string | undefined): string | undefined {
  const clean = (name ?? '')
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return [...clean].slice(0, MOST_CHARACTERS).join('') || undefined;
}

/** Three numbers of 0..255; undefined of others. */
export function colorOf(values: readonly number[]): LabelName['color'] {
  const [red = -1, green = -1, blue = -1] = values.map(Math.round);
  const isColor = [red, green, blue].every((each) => each >= 0 && each <= 255);
  return isColor ? [red, green, blue] : undefined;
}

/** The table that `content` is, if it is one. */
export async function namesIn(content: ScanContent): Promise<readonly LabelName[] | undefined> {
  if (content.fault || !looksLikeNames(content.head) || content.mayHold(MOST_BYTES + 1)) return undefined;
  return labelNames(new TextDecoder().decode(await content.start(MOST_BYTES)));
}

/** Whether a file begins as a table of names does. */
export function looksLikeNames(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  // The last line may be cut.
  const lines = new TextDecoder().decode(head).split('\n');
  return labelNames(lines.slice(0, Math.max(1, lines.length - 1)).join('\n')) !== undefined;
}

/**
 * The names that a file beside `content` gives its labels: the one of its own name (`scan_labels.txt` of `scan_labels.nii.gz`), else the
 * only one in the folder.
 */
export async function namesBeside(
  content: ScanContent,
  all: readonly ScanContent[],
): Promise<readonly LabelName[]> {
  const near = all.filter((each) => each.folder === content.folder && each !== content);
  const tables = near.filter(({ head }) => looksLikeNames(head));
  const own = stem(content.name);
  const ofThis = tables.filter(({ name }) => stem(name) === own);
  const stems = new Set(tables.map(({ name }) => stem(name)));
  for (const table of ofThis.length > 0 ? ofThis : stems.size === 1 ? tables : []) {
    const names = await namesIn(table);
    if (names) return names;
  }
  return [];
}

/** Of a file's name: all but its endings, in lower case. */
function stem(name: string): string {
  return name.toLowerCase().replace(/(?:\.seg)?\.[a-z]+(?:\.gz)?$/, '');
}
