import { FORMAT_IDS, FORMATS, SCAN_ENDINGS } from '#formats/formats.ts';

/** What a file's name may not hold on some system: separators, wildcards, control and format characters. */
const UNSAFE = /[/\\:*?"<>|\p{C}]+/gu;
/** File systems take 255 bytes: of an object's name, and of a scan's; the longest ending and a number come to both. */
const MOST_BYTES = 80;
const MOST_STEM_BYTES = 144;

/** What scans in single files are called, for people. DICOM comes in folders, which has words of its own. */
export const FILE_FORMATS: readonly string[] = FORMAT_IDS.filter((id) => id !== 'dicom').map(
  (id) => FORMATS[id].name,
);

/** Names of the files made of one scan, beside those of its objects. */
export interface OutputNames {
  readonly labels: string;
  /** What its numbers mean: for ITK-SNAP, and for 3D Slicer. */
  readonly labelNames: string;
  readonly labelColors: string;
  readonly report: string;
}

/**
 * A scan's file name without its ending, fit to begin the names of other files: never empty, no path, and never too long for
 * a disk. What is too long ends with letters that other long names do not have.
 */
export function scanStem(name: string): string {
  const stem = wholeStem(name);
  const mark = `_${lettersOf(stem)}`;
  return utf8Length(stem) <= MOST_STEM_BYTES ? stem : shortened(stem, MOST_STEM_BYTES - mark.length) + mark;
}

/** The same of whatever length, to tell what a file is called, and not to call one so. */
export function wholeStem(name: string): string {
  const ending = SCAN_ENDINGS.find((each) => name.toLowerCase().endsWith(each)) ?? '';
  const stem = name
    .slice(0, name.length - ending.length)
    .replace(UNSAFE, '_')
    .replace(/^\.+/, '');
  return stem === '' ? 'scan' : stem;
}

/** What names of files made of the scan called `name` begin with: here, and where names are not shortened. */
export function stemsOf(name: string): readonly string[] {
  return [scanStem(name), wholeStem(name)];
}

/** What the name of a file says besides the scan's, one of `stems`, which it may begin with: of one object's file the object. */
export function besideStem(file: string, stems: readonly string[]): string {
  const own = wholeStem(file);
  const before = stems.find((stem) => stem !== '' && own.startsWith(`${stem}_`));
  return before === undefined ? own : own.slice(before.length + 1);
}

/** The names of files that begin with `stem`. */
export function outputNames(stem: string): OutputNames {
  return {
    labels: `${stem}_labels.nii.gz`,
    labelNames: `${stem}_labels.txt`,
    labelColors: `${stem}_labels.ctbl`,
    report: `${stem}_report.json`,
  };
}

/** The names of one object's files. `slug`: of `fileSlugs`. */
export function objectNames(
  stem: string,
  slug: string,
): { readonly mask: string; readonly probability: string; readonly surface: string } {
  return {
    mask: `${stem}_${slug}.nii.gz`,
    probability: `${stem}_${slug}_probability.nii.gz`,
    surface: `${stem}_${slug}.stl`,
  };
}

/**
 * For each of `titles` its part of a file's name: letters and digits of any script in lower case, everything else as
 * underscores; no two alike, none empty, and none that would give two objects' files one name.
 */
export function fileSlugs(titles: readonly string[]): readonly string[] {
  const used = new Set(['labels']);
  return titles.map((title) => {
    const plain = plainSlug(title);
    let slug = plain;
    for (let n = 2; used.has(slug) || used.has(`${slug}_probability`); n++) slug = `${plain}_${n}`;
    used.add(slug);
    used.add(`${slug}_probability`);
    return slug;
  });
}

function plainSlug(title: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '_');
  return trimmed(shortened(trimmed(words), MOST_BYTES)) || 'object';
}

function trimmed(text: string): string {
  return text.replace(/^_+|_+$/g, '');
}

/** As many whole characters as `most` bytes of UTF-8 hold. */
function shortened(text: string, most: number): string {
  let [short, bytes] = ['', 0];
  for (const character of text) {
    bytes += utf8Bytes(character.codePointAt(0) ?? 0);
    if (bytes > most) break;
    short += character;
  }
  return short;
}

function utf8Bytes(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

function utf8Length(text: string): number {
  return [...text].reduce((sum, character) => sum + utf8Bytes(character.codePointAt(0) ?? 0), 0);
}

/** Eight letters that tell texts apart: FNV-1a. No digits, which could be taken for a patient's number. */
function lettersOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  return Array.from({ length: 8 }, (_, n) => 'abcdefghijklmnop'[(hash >>> (4 * n)) & 15]).join('');
}
