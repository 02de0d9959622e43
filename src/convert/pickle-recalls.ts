/** Instructions of a pickle by what follows them: so many bytes, or a length of so many bytes and then that many. */
const FOLLOWED = new Map<number, { readonly bytes: number; readonly isLength: boolean }>();
for (const [codes, bytes] of [
  ['\x80Khq', 1],
  ['M', 2],
  ['Jjr', 4],
  ['G\x95', 8],
] as const) {
  for (const code of codes) FOLLOWED.set(code.charCodeAt(0), { bytes, isLength: false });
}
for (const [codes, bytes] of [
  ['\x8a\x8cUC', 1],
  ['\x8bXTB', 4],
  ['\x8d\x8e\x96', 8],
] as const) {
  for (const code of codes) FOLLOWED.set(code.charCodeAt(0), { bytes, isLength: true });
}
const [RECALL, RECALL_FAR, GLOBAL, STOP] = [...'hjc.'].map((code) => code.charCodeAt(0));
const LINE_END = 10;

/**
 * The places of the memo that a pickle ever looks at again. It puts nearly all it makes there, and looks at few: what is never
 * asked for need not be kept. Reads each byte at most once; what makes no sense ends it, for the machine to refuse.
 */
export function recalledIn(bytes: Uint8Array): ReadonlySet<number> {
  const recalled = new Set<number>();
  for (let at = 0; at < bytes.length; ) {
    const code = bytes[at++] ?? 0;
    if (code === STOP) break;
    const followed = FOLLOWED.get(code);
    if (!followed) {
      if (code === GLOBAL) at = afterLine(bytes, afterLine(bytes, at));
      continue;
    }
    const value = littleEndian(bytes, at, followed.bytes);
    if (code === RECALL || code === RECALL_FAR) recalled.add(value);
    at += followed.bytes + (followed.isLength ? value : 0);
  }
  return recalled;
}

/** Where the line that `at` is in ends; the end of all where it does not. */
function afterLine(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(LINE_END, at);
  return end < 0 ? bytes.length : end + 1;
}

function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = count - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}
