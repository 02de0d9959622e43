const SLICES = 4;

/** Four tables, so that a step takes four bytes. */
const TABLES = makeTables();

function makeTables(): readonly Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const tables = [first];
  for (let slice = 1; slice < SLICES; slice++) {
    const before = tables[slice - 1] ?? first;
    tables.push(before.map((value) => (value >>> 8) ^ at(first, value & 255)));
  }
  return tables;
}

function at(table: Uint32Array | undefined, index: number): number {
  return table?.[index] ?? 0;
}

/** CRC-32 (zip) of what `before` was the CRC-32 of, followed by `bytes`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3] = TABLES as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % SLICES);
  let crc = ~before;
  for (let i = 0; i < whole; i += SLICES) {
    crc ^= view.getInt32(i, true);
    crc = at(t3, crc & 255) ^ at(t2, (crc >>> 8) & 255) ^ at(t1, (crc >>> 16) & 255) ^ at(t0, crc >>> 24);
  }
  for (let i = whole; i < bytes.length; i++) crc = (crc >>> 8) ^ at(t0, (crc ^ view.getUint8(i)) & 255);
  return ~crc >>> 0;
}
