import { cleanName, colorOf } from './label-names.ts';

/** A segment as the header of a `.seg.nrrd` has it. */
export interface SegmentField {
  readonly name: string | undefined;
  readonly color: readonly [number, number, number] | undefined;
  /** Its value in its layer. */
  readonly value: number;
  readonly layer: number;
}

const FIELD = /^Segment(\d{1,5})_(Name|Color|LabelValue|Layer|ID):=(.*)$/;

/**
 * The segments that the header of an NRRD file names, as 3D Slicer writes them; none of a file that is no segmentation. The header is read
 * a character a byte, and names are UTF-8. Older files have neither value nor layer: each segment lies in a layer of its own, as 1.
 */
export function segmentFields(header: string): readonly SegmentField[] {
  const segments = new Map<number, Map<string, string>>();
  for (const line of header.split(/\r?\n/)) {
    const [all, number = '', key = '', value = ''] = FIELD.exec(line) ?? [];
    if (all === undefined) continue;
    const fields = segments.get(Number(number)) ?? new Map<string, string>();
    segments.set(Number(number), fields.set(key, utf8(value)));
  }
  return [...segments]
    .sort(([a], [b]) => a - b)
    .map(([, fields], n) => ({
      name: cleanName(fields.get('Name')),
      color: colorOf((fields.get('Color') ?? '').split(/\s+/).map((share) => 255 * Number(share || 'NaN'))),
      value: whole(fields.get('LabelValue')) ?? 1,
      layer: whole(fields.get('Layer')) ?? n,
    }));
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;
}

function utf8(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}
