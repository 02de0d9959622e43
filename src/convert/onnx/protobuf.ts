/** One field of a protobuf message, as it is stored: a varint's or a fixed number's bytes, or the content of what has a length. */
export interface Field {
  readonly number: number;
  readonly wire: number;
  readonly bytes: Uint8Array;
}

const utf8 = new TextDecoder();
const [VARINT, FIXED64, LENGTH, FIXED32] = [0, 1, 2, 5] as const;

/** The fields of a message in their order. */
export function readMessage(bytes: Uint8Array): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const next = (): number => {
    const start = at;
    while ((bytes[at] ?? 0) & 0x80) at++;
    at++;
    return toNumber(bytes.subarray(start, at));
  };
  while (at < bytes.length) {
    const tag = next();
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    let start = at;
    if (wire === VARINT) next();
    else if (wire === FIXED64) at += 8;
    else if (wire === FIXED32) at += 4;
    else if (wire === LENGTH) {
      const length = next();
      start = at;
      at += length;
    } else throw new Error(`Wire type ${wire} is unknown.`);
    fields.push({ number, wire, bytes: bytes.subarray(start, at) });
  }
  return fields;
}

/** @param fields numbers in them not negative */
export function writeMessage(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const parts = fields.flatMap(({ number, wire, bytes }) => [
    toVarint(number * 8 + wire),
    ...(wire === LENGTH ? [toVarint(bytes.length)] : []),
    bytes,
  ]);
  const message = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    message.set(part, at);
    at += part.length;
  }
  return message;
}

export function numberField(number: number, value: number): Field {
  return { number, wire: VARINT, bytes: toVarint(value) };
}

export function bytesField(number: number, bytes: Uint8Array): Field {
  return { number, wire: LENGTH, bytes };
}

/** A number of 32 bits, such as a float. */
export function floatField(number: number, value: number): Field {
  return { number, wire: FIXED32, bytes: new Uint8Array(Float32Array.of(value).buffer) };
}

export function textField(number: number, text: string): Field {
  return bytesField(number, new TextEncoder().encode(text));
}

/** Texts of the fields with that number. */
export function textsOf(fields: readonly Field[], number: number): readonly string[] {
  return fields.filter((field) => field.number === number).map(({ bytes }) => utf8.decode(bytes));
}

/** Lowest seven bits first. */
function toNumber(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte, n) => sum + (byte & 0x7f) * 2 ** (7 * n), 0);
}

function toVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80);
  return Uint8Array.from([...bytes, left]);
}
