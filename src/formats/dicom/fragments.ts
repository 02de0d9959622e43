import { AppError } from '#errors.ts';
import type { PixelPlace } from './image.ts';

const ITEM = 0xe000;
const END = 0xe0dd;

/** The last file whose pictures were asked for: one file with many is taken apart once. */
let latest:
  | { readonly place: PixelPlace; readonly frames: Promise<readonly Uint8Array<ArrayBuffer>[]> }
  | undefined;

/**
 * The packed pictures of a file, in order. Each may be cut into fragments.
 * @throws AppError 'file-truncated', 'dicom-damaged'.
 */
export function framesOf(place: PixelPlace): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  if (latest?.place !== place) latest = { place, frames: takenApart(place) };
  return latest.frames;
}

/** Lets go of what `framesOf` keeps. */
export function forgetFrames(): void {
  latest = undefined;
}

interface Fragment {
  /** Of its item, behind the first one, as tables of offsets count. */
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

async function takenApart(place: PixelPlace): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const { content, offset, frameCount } = place;
  const { name } = content;
  const bytes = await content.start(Number.MAX_SAFE_INTEGER);
  const [table, ...fragments] = itemsOf(name, bytes, offset);
  if (!table) throw new AppError('file-truncated', { name, reason: 'fewer pixels than announced' });
  if (frameCount === 1) return [joined(fragments)];
  if (fragments.length === frameCount) return fragments.map((each) => each.bytes);
  const starts = place.longOffsets ?? offsetsIn(table.bytes);
  const groups = starts.length === frameCount ? byOffsets(fragments, starts) : byMarkers(fragments);
  if (groups.length !== frameCount) {
    throw new AppError('dicom-damaged', { name, fault: 'pictures-apart' });
  }
  return groups.map(joined);
}

function itemsOf(name: string, bytes: Uint8Array<ArrayBuffer>, from: number): readonly Fragment[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const items: Fragment[] = [];
  let [at, first]: [number, number | undefined] = [from, undefined];
  const cut = () => new AppError('file-truncated', { name, reason: 'fewer pixels than announced' });
  while (at + 8 <= bytes.length) {
    const [group, element] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    const length = view.getUint32(at + 4, true);
    if (group === 0xfffe && element === END) return items;
    if (group !== 0xfffe || element !== ITEM) {
      throw new AppError('dicom-damaged', { name, fault: 'pixels-misplaced' });
    }
    if (at + 8 + length > bytes.length) throw cut();
    if (items.length > 0) first ??= at;
    items.push({ offset: at - (first ?? at), bytes: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length;
  }
  // Some writers leave the last delimiter out; then nothing may be left over.
  if (at < bytes.length) throw cut();
  return items;
}

function offsetsIn(table: Uint8Array): readonly number[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  return Array.from({ length: Math.floor(table.length / 4) }, (_, n) => view.getUint32(4 * n, true));
}

function byOffsets(
  fragments: readonly Fragment[],
  starts: readonly number[],
): readonly (readonly Fragment[])[] {
  return starts.map((start, n) =>
    fragments.filter(({ offset }) => offset >= start && offset < (starts[n + 1] ?? Number.POSITIVE_INFINITY)),
  );
}

/** A picture of any JPEG begins with a marker of its own. */
function byMarkers(fragments: readonly Fragment[]): readonly (readonly Fragment[])[] {
  const groups: Fragment[][] = [];
  for (const fragment of fragments) {
    const [one, two] = fragment.bytes;
    const isStart = one === 0xff && (two === 0xd8 || two === 0x4f);
    const last = groups.at(-1);
    if (isStart || !last) groups.push([fragment]);
    else last.push(fragment);
  }
  return groups;
}

function joined(fragments: readonly Fragment[]): Uint8Array<ArrayBuffer> {
  const [only] = fragments;
  if (only && fragments.length === 1) return only.bytes;
  const whole = new Uint8Array(fragments.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of fragments) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}
