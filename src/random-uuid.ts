/**
 * A page that came over plain http from another machine has no `crypto.randomUUID` in Chromium, nor have its workers; random
 * bytes they have. For programs of their own to import first: the page and its workers, never a page of somebody else's.
 */
crypto.randomUUID ??= () => uuidOf(crypto.getRandomValues(new Uint8Array(16)));

/** Version 4, of 16 random `bytes`. */
export function uuidOf(bytes: Uint8Array): ReturnType<typeof crypto.randomUUID> {
  const marked = bytes.map((byte, n) => (n === 6 ? (byte & 15) | 64 : n === 8 ? (byte & 63) | 128 : byte));
  const hex = Array.from(marked, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const at = (from: number, to: number) => hex.slice(from, to);
  return `${at(0, 8)}-${at(8, 12)}-${at(12, 16)}-${at(16, 20)}-${at(20, 32)}`;
}
