import type { DataSet } from 'dicom-parser';
import type { Vec3 } from '#volume/types.ts';
import { decoderOf } from './character-sets.ts';
import { TAG } from './tags.ts';

/** The attributes of a file, or of an item of a sequence in it. Values that are empty or no numbers are undefined. */
export class Dataset {
  readonly #raw: DataSet;

  constructor(raw: DataSet) {
    this.#raw = raw;
  }

  has(tag: string): boolean {
    return this.#raw.elements[tag] !== undefined;
  }

  /** A code or UID: ASCII. */
  code(tag: string): string | undefined {
    return this.#raw.string(tag)?.trim() || undefined;
  }

  /** Free text, in the character set that the file names: `file`, for an item of a sequence does not repeat it. */
  words(tag: string, file: Dataset = this): string | undefined {
    const bytes = this.bytes(tag);
    if (!bytes) return undefined;
    const set = this.#raw.string(TAG.characterSet) ?? file.#raw.string(TAG.characterSet);
    const text = decoderOf(set).decode(bytes);
    return text.replace(/\p{C}+/gu, ' ').trim() || undefined;
  }

  /** Text as it stands, decoded; what fills it up is left out. */
  lines(tag: string): string | undefined {
    const bytes = this.bytes(tag);
    const text = bytes && decoderOf(this.#raw.string(TAG.characterSet)).decode(bytes);
    return text?.replace(/[\0 ]+$/, '') || undefined;
  }

  /** The value as it is written; undefined where there is none. */
  bytes(tag: string): Uint8Array | undefined {
    const element = this.#raw.elements[tag];
    if (!element || element.length <= 0) return undefined;
    const { dataOffset, length } = element;
    return this.#raw.byteArray.subarray(dataOffset, dataOffset + length) as Uint8Array;
  }

  /** The numbers of a decimal or integer string. */
  numbers(tag: string): readonly number[] {
    const text = this.#raw.string(tag);
    return text ? text.split('\\').map((part) => (part.trim() === '' ? Number.NaN : Number(part))) : [];
  }

  number(tag: string): number | undefined {
    const [first] = this.numbers(tag);
    return first !== undefined && Number.isFinite(first) ? first : undefined;
  }

  vector(tag: string, from = 0): Vec3 | undefined {
    const [x, y, z] = this.numbers(tag).slice(from, from + 3);
    if (x === undefined || y === undefined || z === undefined) return undefined;
    return [x, y, z].every(Number.isFinite) ? [x, y, z] : undefined;
  }

  /** 16 bits without a sign. */
  short(tag: string): number | undefined {
    const element = this.#raw.elements[tag];
    return element && element.length >= 2 ? this.#raw.uint16(tag) : undefined;
  }

  /** Several of them; none of an attribute that is not there. */
  shorts(tag: string): readonly number[] {
    const element = this.#raw.elements[tag];
    const count = element ? Math.min(Math.floor(element.length / 2), 16) : 0;
    return Array.from({ length: count }, (_, n) => this.#raw.uint16(tag, n) ?? 0);
  }

  long(tag: string): number | undefined {
    const element = this.#raw.elements[tag];
    return element && element.length >= 4 ? this.#raw.uint32(tag) : undefined;
  }

  /** 64 bits. */
  double(tag: string): number | undefined {
    const element = this.#raw.elements[tag];
    return element && element.length >= 8 ? this.#raw.double(tag) : undefined;
  }

  items(tag: string): readonly Dataset[] {
    const items = this.#raw.elements[tag]?.items ?? [];
    return items.flatMap(({ dataSet }) => (dataSet ? [new Dataset(dataSet)] : []));
  }

  /** The first item of a sequence. */
  item(tag: string): Dataset | undefined {
    return this.items(tag)[0];
  }

  /** Where the value lies, and its length; undefined length where it is in fragments. */
  place(tag: string): { readonly offset: number; readonly length: number | undefined } | undefined {
    const element = this.#raw.elements[tag];
    if (!element) return undefined;
    const { dataOffset, length, hadUndefinedLength } = element;
    const isOpen = hadUndefinedLength || length === 0xffffffff || length < 0;
    return { offset: dataOffset, length: isOpen ? undefined : length };
  }
}
