import type { DataSet } from 'dicom-parser';
import { decoderOf } from './character-sets.ts';
import { unknownItems } from './parsed.ts';
import { TAG } from './tags.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?$/i;

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

  /** The numbers of a decimal or integer string; NaN for what is none. */
  numbers(tag: string): readonly number[] {
    return this.texts(tag).map((text) => (NUMBER.test(text) ? Number(text) : Number.NaN));
  }

  /** The values of a text; none where all of them are blank. */
  texts(tag: string): readonly string[] {
    const texts = (this.#raw.string(tag) ?? '').split('\\').map((text) => text.trim());
    return texts.some((text) => text !== '') ? texts : [];
  }

  number(tag: string): number | undefined {
    const [first] = this.numbers(tag);
    return first !== undefined && Number.isFinite(first) ? first : undefined;
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

  /** Several of them; undefined of an attribute that is not there. */
  longs(tag: string): readonly number[] | undefined {
    return this.#several(tag, 4, (n) => this.#raw.uint32(tag, n));
  }

  doubles(tag: string): readonly number[] | undefined {
    return this.#several(tag, 8, (n) => this.#raw.double(tag, n));
  }

  /** 64 bits without a sign, each, little endian, as they are with packed pixels. */
  longLongs(tag: string): readonly number[] | undefined {
    const bytes = this.bytes(tag);
    if (!bytes) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const count = Math.floor(bytes.length / 8);
    return Array.from({ length: count }, (_, n) => Number(view.getBigUint64(8 * n, true)));
  }

  #several(tag: string, width: number, read: (n: number) => number | undefined) {
    const count = Math.floor((this.#raw.elements[tag]?.length ?? 0) / width);
    if (count < 1) return undefined;
    return Array.from({ length: Math.min(count, 16) }, (_, n) => read(n) ?? 0);
  }

  /** A tag that is the value of an attribute, in the form of those in TAG. */
  tag(tag: string): string | undefined {
    return this.#raw.elements[tag] && this.#raw.attributeTag(tag);
  }

  /** 64 bits. */
  double(tag: string): number | undefined {
    const element = this.#raw.elements[tag];
    return element && element.length >= 8 ? this.#raw.double(tag) : undefined;
  }

  items(tag: string): readonly Dataset[] {
    const element = this.#raw.elements[tag];
    const items =
      (element?.vr === 'UN' ? unknownItems(this.bytes(tag)) : element?.items) ?? element?.items ?? [];
    return items.flatMap(({ dataSet }) => (dataSet ? [new Dataset(dataSet)] : []));
  }

  /** The first item of a sequence. */
  item(tag: string): Dataset | undefined {
    return this.items(tag)[0];
  }

  /** Where the value lies, its length, undefined where it is in fragments, and its type, where the file says it. */
  place(tag: string) {
    const element = this.#raw.elements[tag];
    if (!element) return undefined;
    const { dataOffset, length, hadUndefinedLength, vr } = element;
    const isOpen = hadUndefinedLength || length === 0xffffffff || length < 0;
    return { offset: dataOffset, length: isOpen ? undefined : length, type: vr };
  }
}
