import { joined } from './memory-sink.ts';

/** How an archive departs from what torch.save writes. */
export interface ZipOddities {
  readonly method?: number;
  readonly flags?: number;
  readonly zip64?: boolean;
  /** Offset that the directory gives for every file. */
  readonly headerOffset?: number;
  readonly size?: number;
  /** What the directory says of the size after unpacking. */
  readonly unpacked?: number;
}

const text = new TextEncoder();

/** A zip archive of files as they are, without checksums. */
export function storedZip(
  files: readonly (readonly [string, Uint8Array])[],
  odd: ZipOddities = {},
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const name = text.encode(path);
    const header = fields(30, [
      [0, 4, 0x04034b50],
      [8, 2, odd.method ?? 0],
      [26, 2, name.length],
    ]);
    parts.push(header, name, content);
    directory.push(...entryOf(name, content.length, offset, odd));
    offset += header.length + name.length + content.length;
  }
  const size = joined(directory).length;
  return joined([...parts, ...directory, ...endOf(files.length, offset, size, odd.zip64 ?? false)]);
}

function entryOf(name: Uint8Array, length: number, offset: number, odd: ZipOddities): Uint8Array[] {
  const extra = odd.zip64 ? zip64Extra(length, offset) : new Uint8Array();
  const size = odd.zip64 ? 0xffffffff : (odd.size ?? length);
  const entry = fields(46, [
    [0, 4, 0x02014b50],
    [8, 2, odd.flags ?? 0],
    [10, 2, odd.method ?? 0],
    [20, 4, size],
    [24, 4, odd.zip64 ? size : (odd.unpacked ?? size)],
    [28, 2, name.length],
    [30, 2, extra.length],
    [42, 4, odd.zip64 ? 0xffffffff : (odd.headerOffset ?? offset)],
  ]);
  return [entry, name, extra];
}

function zip64Extra(size: number, offset: number): Uint8Array {
  return fields(28, [
    [0, 2, 1],
    [2, 2, 24],
    [4, 8, size],
    [12, 8, size],
    [20, 8, offset],
  ]);
}

function endOf(count: number, offset: number, size: number, zip64: boolean): Uint8Array[] {
  const end = fields(22, [
    [0, 4, 0x06054b50],
    [10, 2, zip64 ? 0xffff : count],
    [12, 4, zip64 ? 0xffffffff : size],
    [16, 4, zip64 ? 0xffffffff : offset],
  ]);
  if (!zip64) return [end];
  const end64 = fields(56, [
    [0, 4, 0x06064b50],
    [32, 8, count],
    [40, 8, size],
    [48, 8, offset],
  ]);
  const locator = fields(20, [
    [0, 4, 0x07064b50],
    [8, 8, offset + size],
  ]);
  return [end64, locator, end];
}

/** Zeros but for little-endian numbers: place, bytes, value. */
function fields(length: number, values: readonly (readonly [number, 2 | 4 | 8, number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  for (const [at, bytes, value] of values) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
  }
  return new Uint8Array(view.buffer);
}
