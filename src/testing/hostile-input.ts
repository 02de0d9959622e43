/** A damaged or malicious input, and what should become of it. */
export interface HostileInput {
  /** What it attacks, such as 'gzip'. */
  readonly kind: string;
  readonly name: string;
  readonly files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  /** 'either': it may be read, if nothing that is read is wrong. */
  readonly expect: 'refuse' | 'either' | 'accept';
}

/** `bytes` with numbers set at offsets. */
export function edited(bytes: Uint8Array, edit: (view: DataView) => void): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  edit(new DataView(copy.buffer));
  return copy;
}

export function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
