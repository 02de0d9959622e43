/** No such header has more entries. Source: nibabel's description of the format. */
const MOST_ENTRIES = 128;
const HEAD_BYTES = 16;
const NAME_BYTES = 64;
/** Name, multiplicity, representation, type, number of items, and a check. */
const ENTRY_BYTES = 84;
const ITEM_HEAD_BYTES = 16;

/**
 * The values of the entry `wanted` in the header that Siemens writes about a picture (“CSA”, in its form SV10); undefined where it has no such
 * entry, is of another form or contradicts itself.
 */
export function csaValues(bytes: Uint8Array, wanted: string): readonly string[] | undefined {
  if (text(bytes.subarray(0, 4)) !== 'SV10') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = bytes.length < HEAD_BYTES ? 0 : view.getUint32(8, true);
  if (entries > MOST_ENTRIES) return undefined;
  let at = HEAD_BYTES;
  for (let n = 0; n < entries; n++) {
    if (at + ENTRY_BYTES > bytes.length) return undefined;
    const name = text(bytes.subarray(at, at + NAME_BYTES));
    const items = itemsAt(bytes, at + ENTRY_BYTES, view.getUint32(at + NAME_BYTES + 12, true));
    if (!items) return undefined;
    if (name === wanted) return items.values;
    at = items.end;
  }
  return undefined;
}

/** `count` items from `start` on, and where they end; undefined where they reach beyond the header. */
function itemsAt(bytes: Uint8Array, start: number, count: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: string[] = [];
  let at = start;
  for (let item = 0; item < count; item++) {
    if (at + ITEM_HEAD_BYTES > bytes.length) return undefined;
    const length = view.getUint32(at + 4, true);
    at += ITEM_HEAD_BYTES;
    if (at + length > bytes.length) return undefined;
    const value = text(bytes.subarray(at, at + length)).trim();
    if (value) values.push(value);
    at += Math.ceil(length / 4) * 4;
  }
  return { values, end: at };
}

/** Up to the first zero. */
function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
}
